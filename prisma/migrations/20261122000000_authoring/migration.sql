-- AlterTable
ALTER TABLE "exercise"
    ADD COLUMN "origin" TEXT NOT NULL DEFAULT 'folder',
    ADD COLUMN "folder_revision_id" UUID;

-- AlterTable
ALTER TABLE "submission" ADD COLUMN "purpose" TEXT NOT NULL DEFAULT 'candidate';

-- CreateTable
CREATE TABLE "publication" (
    "id" BIGSERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "revision_id" UUID NOT NULL,
    "origin" TEXT NOT NULL,
    "package" BYTEA,
    "digest" TEXT,
    "published_by_id" UUID,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "package_draft" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "digest" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "origin_digest" TEXT,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "package_draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "package_file" (
    "draft_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "package_file_pkey" PRIMARY KEY ("draft_id","path")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "visitor_id" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "last_seq" INTEGER NOT NULL DEFAULT 0,
    "started_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cancelled_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification_case" (
    "verification_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "expected" TEXT,
    "mistake" TEXT,
    "line" INTEGER,
    "change" JSON,
    "equivalent" TEXT,
    "submission_id" UUID NOT NULL,
    "seq" INTEGER,
    "decided_by" JSON,
    "interleavings" TEXT,
    "fault" TEXT,

    CONSTRAINT "verification_case_pkey" PRIMARY KEY ("verification_id","position")
);

-- CreateTable
CREATE TABLE "rejudge" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "revision_id" UUID NOT NULL,
    "visitor_id" UUID NOT NULL,
    "left_out" INTEGER NOT NULL,
    "started_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "rejudge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rejudged_submission" (
    "rejudge_id" UUID NOT NULL,
    "submission_id" UUID NOT NULL,
    "shadow_id" UUID,
    "position" INTEGER NOT NULL,
    "was_revision_id" UUID NOT NULL,
    "was_finished_at" TIMESTAMPTZ(3) NOT NULL,
    "was_verdict" TEXT NOT NULL,
    "was_code" TEXT NOT NULL,
    "was_claim" JSON,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "verdict" TEXT,
    "code" TEXT,
    "claim" JSON,
    "sentence" TEXT,
    "differs" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "rejudged_submission_pkey" PRIMARY KEY ("rejudge_id","submission_id")
);

-- CreateTable
CREATE TABLE "superseded_result" (
    "submission_id" UUID NOT NULL,
    "rejudge_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "content" JSON NOT NULL,
    "superseded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "superseded_result_pkey" PRIMARY KEY ("submission_id","rejudge_id")
);

-- CreateIndex
CREATE INDEX "exercise_folder_revision_id_idx" ON "exercise"("folder_revision_id");

-- CreateIndex
CREATE INDEX "publication_slug_id_idx" ON "publication"("slug", "id" DESC);

-- CreateIndex
CREATE INDEX "publication_revision_id_idx" ON "publication"("revision_id");

-- CreateIndex
CREATE INDEX "publication_published_by_id_idx" ON "publication"("published_by_id");

-- CreateIndex
CREATE INDEX "package_draft_archived_at_changed_at_idx" ON "package_draft"("archived_at", "changed_at" DESC);

-- CreateIndex
CREATE INDEX "package_draft_slug_idx" ON "package_draft"("slug");

-- CreateIndex
CREATE INDEX "package_draft_created_by_id_idx" ON "package_draft"("created_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "verification_visitor_id_key" ON "verification"("visitor_id");

-- CreateIndex
CREATE INDEX "verification_draft_id_created_at_idx" ON "verification"("draft_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "verification_revision_id_idx" ON "verification"("revision_id");

-- CreateIndex
CREATE INDEX "verification_started_by_id_idx" ON "verification"("started_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "verification_case_submission_id_key" ON "verification_case"("submission_id");

-- CreateIndex
CREATE UNIQUE INDEX "verification_case_verification_id_seq_key" ON "verification_case"("verification_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "rejudge_visitor_id_key" ON "rejudge"("visitor_id");

-- CreateIndex
CREATE INDEX "rejudge_slug_created_at_idx" ON "rejudge"("slug", "created_at" DESC);

-- CreateIndex
CREATE INDEX "rejudge_revision_id_idx" ON "rejudge"("revision_id");

-- CreateIndex
CREATE INDEX "rejudge_started_by_id_idx" ON "rejudge"("started_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "rejudged_submission_shadow_id_key" ON "rejudged_submission"("shadow_id");

-- CreateIndex
CREATE UNIQUE INDEX "rejudged_submission_rejudge_id_position_key" ON "rejudged_submission"("rejudge_id", "position");

-- CreateIndex
CREATE INDEX "rejudged_submission_submission_id_idx" ON "rejudged_submission"("submission_id");

-- CreateIndex
CREATE INDEX "superseded_result_rejudge_id_idx" ON "superseded_result"("rejudge_id");

-- AddForeignKey
ALTER TABLE "exercise" ADD CONSTRAINT "exercise_folder_revision_id_fkey" FOREIGN KEY ("folder_revision_id") REFERENCES "exercise_revision"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_revision_id_fkey" FOREIGN KEY ("revision_id") REFERENCES "exercise_revision"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_published_by_id_fkey" FOREIGN KEY ("published_by_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "package_draft" ADD CONSTRAINT "package_draft_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "package_file" ADD CONSTRAINT "package_file_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "package_draft"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "verification" ADD CONSTRAINT "verification_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "package_draft"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "verification" ADD CONSTRAINT "verification_revision_id_fkey" FOREIGN KEY ("revision_id") REFERENCES "exercise_revision"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "verification" ADD CONSTRAINT "verification_visitor_id_fkey" FOREIGN KEY ("visitor_id") REFERENCES "visitor"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "verification" ADD CONSTRAINT "verification_started_by_id_fkey" FOREIGN KEY ("started_by_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "verification_case" ADD CONSTRAINT "verification_case_verification_id_fkey" FOREIGN KEY ("verification_id") REFERENCES "verification"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "verification_case" ADD CONSTRAINT "verification_case_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "rejudge" ADD CONSTRAINT "rejudge_revision_id_fkey" FOREIGN KEY ("revision_id") REFERENCES "exercise_revision"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "rejudge" ADD CONSTRAINT "rejudge_visitor_id_fkey" FOREIGN KEY ("visitor_id") REFERENCES "visitor"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "rejudge" ADD CONSTRAINT "rejudge_started_by_id_fkey" FOREIGN KEY ("started_by_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "rejudged_submission" ADD CONSTRAINT "rejudged_submission_rejudge_id_fkey" FOREIGN KEY ("rejudge_id") REFERENCES "rejudge"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "rejudged_submission" ADD CONSTRAINT "rejudged_submission_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "rejudged_submission" ADD CONSTRAINT "rejudged_submission_shadow_id_fkey" FOREIGN KEY ("shadow_id") REFERENCES "submission"("id") ON DELETE SET NULL ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "superseded_result" ADD CONSTRAINT "superseded_result_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "superseded_result" ADD CONSTRAINT "superseded_result_rejudge_id_fkey" FOREIGN KEY ("rejudge_id") REFERENCES "rejudge"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Every revision so far was published from the folder when it was made.
INSERT INTO "publication" ("slug", "revision_id", "origin", "published_at")
    SELECT "slug", "id", 'folder', "created_at" FROM "exercise_revision" ORDER BY "created_at", "id";
UPDATE "exercise" SET "folder_revision_id" = "current_revision_id";

-- What the schema language cannot say.
ALTER TABLE "exercise" ADD CONSTRAINT "exercise_origin_check" CHECK ("origin" IN ('folder', 'app'));
ALTER TABLE "submission"
    DROP CONSTRAINT "submission_number_check",
    ADD CONSTRAINT "submission_purpose_check" CHECK ("purpose" IN ('candidate', 'reference', 'mutant', 'rejudge')),
    ADD CONSTRAINT "submission_number_check" CHECK (CASE WHEN "mode" = 'full' AND "purpose" = 'candidate' THEN "number" IS NOT NULL AND "number" >= 1 ELSE "number" IS NULL END);
ALTER TABLE "publication"
    ADD CONSTRAINT "publication_origin_check" CHECK ("origin" IN ('folder', 'app')),
    ADD CONSTRAINT "publication_package_check" CHECK (num_nonnulls("package", "digest") = CASE "origin" WHEN 'app' THEN 2 ELSE 0 END);
ALTER TABLE "package_draft"
    ADD CONSTRAINT "package_draft_origin_check" CHECK ("origin" IN ('folder', 'app', 'zip', 'skeleton', 'draft')),
    ADD CONSTRAINT "package_draft_version_check" CHECK ("version" >= 0);
ALTER TABLE "package_file" ADD CONSTRAINT "package_file_version_check" CHECK ("version" >= 1);
ALTER TABLE "verification"
    ADD CONSTRAINT "verification_last_seq_check" CHECK ("last_seq" BETWEEN 0 AND "total"),
    ADD CONSTRAINT "verification_ended_check" CHECK (("last_seq" = "total") = ("ended_at" IS NOT NULL));
ALTER TABLE "verification_case"
    ADD CONSTRAINT "verification_case_kind_check" CHECK (CASE "kind"
        WHEN 'reference' THEN "expected" IS NOT NULL AND num_nonnulls("mistake", "line", "change", "equivalent") = 0
        WHEN 'mutant' THEN "expected" IS NULL AND num_nonnulls("mistake", "line", "change") = 3
        ELSE false END),
    ADD CONSTRAINT "verification_case_seq_check" CHECK ("seq" >= 1);
ALTER TABLE "rejudged_submission"
    ADD CONSTRAINT "rejudged_submission_state_check" CHECK ("state" IN ('queued', 'judged', 'cancelled', 'applied', 'skipped')),
    ADD CONSTRAINT "rejudged_submission_judged_check" CHECK (
        num_nonnulls("verdict", "code", "sentence") = CASE WHEN "state" IN ('judged', 'applied', 'skipped') THEN 3 ELSE 0 END
    );
