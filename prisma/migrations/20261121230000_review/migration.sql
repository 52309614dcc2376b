-- AlterTable
ALTER TABLE "submission"
    ADD COLUMN "sitting_id" UUID,
    ADD COLUMN "flags" TEXT[],
    ADD COLUMN "interleavings" TEXT,
    ADD COLUMN "claim_kind" TEXT;

-- AlterTable
ALTER TABLE "interview" ADD COLUMN "rubric_version" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "submission_search" (
    "submission_id" UUID NOT NULL,
    "words" TSVECTOR NOT NULL,
    "fingerprints" INTEGER[],

    CONSTRAINT "submission_search_pkey" PRIMARY KEY ("submission_id")
);

-- CreateTable
CREATE TABLE "note" (
    "id" UUID NOT NULL,
    "sitting_id" UUID NOT NULL,
    "submission_id" UUID,
    "line" INTEGER,
    "at_ms" INTEGER,
    "slug" TEXT,
    "author_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assessment" (
    "sitting_id" UUID NOT NULL,
    "reviewer_id" UUID NOT NULL,
    "scores" JSON NOT NULL,
    "decision" TEXT,
    "summary" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "assessment_pkey" PRIMARY KEY ("sitting_id","reviewer_id")
);

-- CreateTable
CREATE TABLE "sitting_outcome" (
    "sitting_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "decided_by_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sitting_outcome_pkey" PRIMARY KEY ("sitting_id","version")
);

-- What was submitted in sittings before. A json document is read without the escape \u0000, which no json operator takes.
UPDATE "submission" SET "sitting_id" = "sitting"."id" FROM "sitting" WHERE "sitting"."visitor_id" = "submission"."visitor_id";

UPDATE "submission" SET
    "flags" = ARRAY(SELECT json_array_elements_text("judged"."report" -> 'flags')),
    "claim_kind" = "judged"."report" -> 'claim' ->> 'kind',
    "interleavings" = (
        SELECT CASE WHEN bool_and(coalesce("scope" -> 'coverage' ->> 'kind' = 'exhaustive', false))
            THEN sum(("scope" -> 'coverage' ->> 'interleavings')::numeric)::text END
        FROM json_array_elements("judged"."report" -> 'scopes') AS "scope"
    )
FROM (
    SELECT "id", replace("report"::text, '\u0000', '\ufffd')::json AS "report" FROM "submission" WHERE "state" = 'finished'
) AS "judged"
WHERE "judged"."id" = "submission"."id";

-- Fingerprints are made when they are first asked for. ASCII punctuation separates words, as where they are written.
INSERT INTO "submission_search" ("submission_id", "words")
SELECT "submission"."id", to_tsvector('simple', lower(translate(
    concat_ws(E'\n', "candidate", "submission"."slug", replace("content"::text, '\u0000', '\ufffd')::json ->> 'title', "submission"."id", "source"),
    '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~',
    repeat(' ', 32)
)))
FROM "submission"
JOIN "sitting" ON "sitting"."id" = "sitting_id"
JOIN "exercise_revision" ON "exercise_revision"."id" = "revision_id"
WHERE "mode" = 'full';

-- Upper and lower case of all languages' names, whatever the database's locale is; where the server has no ICU, of ASCII.
DO $$ BEGIN
    CREATE COLLATION "person_name" (provider = icu, locale = 'und');
EXCEPTION WHEN feature_not_supported OR undefined_object THEN
    CREATE COLLATION "person_name" FROM "C";
END $$;

-- CreateIndex
CREATE INDEX "note_sitting_id_created_at_id_idx" ON "note"("sitting_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "note_submission_id_idx" ON "note"("submission_id");

-- CreateIndex
CREATE INDEX "note_author_id_idx" ON "note"("author_id");

-- CreateIndex
CREATE INDEX "assessment_reviewer_id_idx" ON "assessment"("reviewer_id");

-- CreateIndex
CREATE INDEX "sitting_outcome_decided_by_id_idx" ON "sitting_outcome"("decided_by_id");

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_sitting_id_fkey" FOREIGN KEY ("sitting_id") REFERENCES "sitting"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "submission_search" ADD CONSTRAINT "submission_search_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_sitting_id_fkey" FOREIGN KEY ("sitting_id") REFERENCES "sitting"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_sitting_id_fkey" FOREIGN KEY ("sitting_id") REFERENCES "sitting"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sitting_outcome" ADD CONSTRAINT "sitting_outcome_sitting_id_fkey" FOREIGN KEY ("sitting_id") REFERENCES "sitting"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sitting_outcome" ADD CONSTRAINT "sitting_outcome_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What the schema language cannot say: indexes on a part of a table, and those that are no btree. Practice costs nothing in any of them.
CREATE INDEX "submission_review_idx" ON "submission"("created_at" DESC, "id" DESC) WHERE "sitting_id" IS NOT NULL AND "mode" = 'full';
CREATE INDEX "submission_review_slug_idx" ON "submission"("slug", "created_at" DESC, "id" DESC) WHERE "sitting_id" IS NOT NULL AND "mode" = 'full';
CREATE INDEX "submission_review_verdict_idx" ON "submission"("verdict", "created_at" DESC, "id" DESC) WHERE "sitting_id" IS NOT NULL AND "mode" = 'full';
CREATE INDEX "submission_review_claim_idx" ON "submission"("claim_kind", "created_at" DESC, "id" DESC) WHERE "claim_kind" IS NOT NULL AND "sitting_id" IS NOT NULL AND "mode" = 'full';
CREATE INDEX "submission_review_sitting_idx" ON "submission"("sitting_id", "created_at" DESC, "id" DESC) WHERE "sitting_id" IS NOT NULL AND "mode" = 'full';
CREATE INDEX "submission_of_sitting_idx" ON "submission"("sitting_id") WHERE "sitting_id" IS NOT NULL;
CREATE INDEX "submission_search_words_idx" ON "submission_search" USING gin ("words");
CREATE INDEX "submission_search_fingerprints_idx" ON "submission_search" USING gin ("fingerprints");
ALTER TABLE "submission"
    ADD CONSTRAINT "submission_interleavings_check" CHECK ("interleavings" ~ '^\d+$'),
    ADD CONSTRAINT "submission_claim_kind_check" CHECK ("claim_kind" IN ('exhaustive', 'bounded', 'sampled'));
ALTER TABLE "note"
    ADD CONSTRAINT "note_line_check" CHECK ("line" >= 1 AND "submission_id" IS NOT NULL OR "line" IS NULL),
    ADD CONSTRAINT "note_at_ms_check" CHECK ("at_ms" >= 0),
    ADD CONSTRAINT "note_version_check" CHECK ("version" >= 1),
    ADD CONSTRAINT "note_text_check" CHECK (("text" = '') = ("deleted_at" IS NOT NULL));
ALTER TABLE "assessment"
    ADD CONSTRAINT "assessment_decision_check" CHECK ("decision" IN ('strong-no', 'no', 'yes', 'strong-yes')),
    ADD CONSTRAINT "assessment_version_check" CHECK ("version" >= 1);
ALTER TABLE "sitting_outcome"
    ADD CONSTRAINT "sitting_outcome_decision_check" CHECK ("decision" IN ('advance', 'hold', 'decline')),
    ADD CONSTRAINT "sitting_outcome_version_check" CHECK ("version" >= 1);
