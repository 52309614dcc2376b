-- CreateTable
CREATE TABLE "question" (
    "slug" TEXT NOT NULL,
    "current_revision_id" UUID NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "question_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "question_revision" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "content" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "question_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answer" (
    "visitor_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "revision_id" UUID NOT NULL,
    "content" JSON NOT NULL,
    "right" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "answer_pkey" PRIMARY KEY ("visitor_id","slug","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "question_current_revision_id_key" ON "question"("current_revision_id");

-- CreateIndex
CREATE UNIQUE INDEX "question_revision_slug_digest_key" ON "question_revision"("slug", "digest");

-- CreateIndex
CREATE INDEX "answer_revision_id_idx" ON "answer"("revision_id");

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_current_revision_id_fkey" FOREIGN KEY ("current_revision_id") REFERENCES "question_revision"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_visitor_id_fkey" FOREIGN KEY ("visitor_id") REFERENCES "visitor"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_revision_id_fkey" FOREIGN KEY ("revision_id") REFERENCES "question_revision"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What the schema language cannot say.
ALTER TABLE "answer" ADD CONSTRAINT "answer_number_check" CHECK ("number" >= 1);
