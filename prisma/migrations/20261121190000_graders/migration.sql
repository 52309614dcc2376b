-- CreateTable
CREATE TABLE "grader" (
    "id" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "concurrency" INTEGER NOT NULL,
    "load" DOUBLE PRECISION NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "grader_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "submission" ADD COLUMN "grader_id" UUID;

-- CreateIndex
CREATE INDEX "submission_grader_id_idx" ON "submission"("grader_id");

-- CreateIndex
CREATE INDEX "submission_verdict_finished_at_id_idx" ON "submission"("verdict", "finished_at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_grader_id_fkey" FOREIGN KEY ("grader_id") REFERENCES "grader"("id") ON DELETE SET NULL ON UPDATE RESTRICT;

-- What the schema language cannot say.
ALTER TABLE "grader" ADD CONSTRAINT "grader_concurrency_check" CHECK ("concurrency" >= 1);
