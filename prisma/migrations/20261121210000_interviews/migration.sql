-- CreateTable
CREATE TABLE "interview" (
    "id" UUID NOT NULL,
    "settings" JSON NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "interview_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "interview_template" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "interview_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sitting" (
    "id" UUID NOT NULL,
    "interview_id" UUID NOT NULL,
    "candidate" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "visitor_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "revisions" JSON,

    CONSTRAINT "sitting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "late_draft" (
    "sitting_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "late_draft_pkey" PRIMARY KEY ("sitting_id","slug")
);

-- CreateIndex
CREATE INDEX "interview_created_at_id_idx" ON "interview"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "interview_created_by_id_idx" ON "interview"("created_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "interview_template_name_key" ON "interview_template"("name");

-- CreateIndex
CREATE UNIQUE INDEX "sitting_token_hash_key" ON "sitting"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "sitting_visitor_id_key" ON "sitting"("visitor_id");

-- CreateIndex
CREATE INDEX "sitting_interview_id_created_at_idx" ON "sitting"("interview_id", "created_at");

-- AddForeignKey
ALTER TABLE "interview" ADD CONSTRAINT "interview_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sitting" ADD CONSTRAINT "sitting_interview_id_fkey" FOREIGN KEY ("interview_id") REFERENCES "interview"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sitting" ADD CONSTRAINT "sitting_visitor_id_fkey" FOREIGN KEY ("visitor_id") REFERENCES "visitor"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "late_draft" ADD CONSTRAINT "late_draft_sitting_id_fkey" FOREIGN KEY ("sitting_id") REFERENCES "sitting"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- What the schema language cannot say.
ALTER TABLE "sitting"
    ADD CONSTRAINT "sitting_token_hash_check" CHECK (octet_length("token_hash") = 32),
    ADD CONSTRAINT "sitting_started_check" CHECK (num_nonnulls("started_at", "ends_at", "revisions") IN (0, 3)),
    ADD CONSTRAINT "sitting_finished_check" CHECK ("finished_at" IS NULL OR "started_at" IS NOT NULL);
