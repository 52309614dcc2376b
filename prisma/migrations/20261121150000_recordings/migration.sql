-- CreateTable
CREATE TABLE "recording" (
    "submission_id" UUID NOT NULL,
    "scope" INTEGER NOT NULL,
    "content" JSON NOT NULL,

    CONSTRAINT "recording_pkey" PRIMARY KEY ("submission_id","scope")
);

-- AddForeignKey
ALTER TABLE "recording" ADD CONSTRAINT "recording_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- What the schema language cannot say.
ALTER TABLE "recording" ADD CONSTRAINT "recording_scope_check" CHECK ("scope" >= 0);
