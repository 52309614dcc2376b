-- CreateTable
CREATE TABLE "visitor" (
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "visitor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exercise" (
    "slug" TEXT NOT NULL,
    "current_revision_id" UUID NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "exercise_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "broken_exercise" (
    "slug" TEXT NOT NULL,
    "error" TEXT NOT NULL,

    CONSTRAINT "broken_exercise_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "exercise_revision" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "content" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "exercise_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submission" (
    "id" UUID NOT NULL,
    "visitor_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "number" INTEGER,
    "source" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "failed_attempts" INTEGER NOT NULL DEFAULT 0,
    "attempt_end" TEXT,
    "last_seq" INTEGER NOT NULL DEFAULT 0,
    "verdict" TEXT,
    "code" TEXT,
    "claim" JSON,
    "sentence" TEXT,
    "report" JSON,
    "judging_ms" DOUBLE PRECISION,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submission_event" (
    "submission_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "event" JSON NOT NULL,

    CONSTRAINT "submission_event_pkey" PRIMARY KEY ("submission_id","seq")
);

-- CreateTable
CREATE TABLE "draft" (
    "visitor_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("visitor_id","slug")
);

-- CreateIndex
CREATE UNIQUE INDEX "visitor_token_hash_key" ON "visitor"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "exercise_current_revision_id_key" ON "exercise"("current_revision_id");

-- CreateIndex
CREATE UNIQUE INDEX "exercise_revision_slug_digest_key" ON "exercise_revision"("slug", "digest");

-- CreateIndex
CREATE INDEX "submission_visitor_id_created_at_id_idx" ON "submission"("visitor_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "submission_visitor_id_slug_created_at_id_idx" ON "submission"("visitor_id", "slug", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "submission_state_created_at_idx" ON "submission"("state", "created_at");

-- CreateIndex
CREATE INDEX "submission_visitor_id_state_idx" ON "submission"("visitor_id", "state");

-- CreateIndex
CREATE INDEX "submission_revision_id_idx" ON "submission"("revision_id");

-- CreateIndex
CREATE UNIQUE INDEX "submission_visitor_id_slug_number_key" ON "submission"("visitor_id", "slug", "number");

-- AddForeignKey
ALTER TABLE "exercise" ADD CONSTRAINT "exercise_current_revision_id_fkey" FOREIGN KEY ("current_revision_id") REFERENCES "exercise_revision"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_visitor_id_fkey" FOREIGN KEY ("visitor_id") REFERENCES "visitor"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_revision_id_fkey" FOREIGN KEY ("revision_id") REFERENCES "exercise_revision"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "submission_event" ADD CONSTRAINT "submission_event_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_visitor_id_fkey" FOREIGN KEY ("visitor_id") REFERENCES "visitor"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_slug_fkey" FOREIGN KEY ("slug") REFERENCES "exercise"("slug") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What the schema language cannot say.
ALTER TABLE "visitor" ADD CONSTRAINT "visitor_token_hash_check" CHECK (octet_length("token_hash") = 32);
ALTER TABLE "submission"
    ADD CONSTRAINT "submission_mode_check" CHECK ("mode" IN ('samples', 'full')),
    ADD CONSTRAINT "submission_number_check" CHECK (CASE "mode" WHEN 'full' THEN "number" IS NOT NULL AND "number" >= 1 ELSE "number" IS NULL END),
    ADD CONSTRAINT "submission_state_check" CHECK ("state" IN ('queued', 'running', 'finished', 'cancelled')),
    ADD CONSTRAINT "submission_attempt_end_check" CHECK ("attempt_end" IN ('judge-error', 'given-back')),
    ADD CONSTRAINT "submission_running_check" CHECK ("state" <> 'running' OR ("attempt" >= 1 AND "started_at" IS NOT NULL)),
    ADD CONSTRAINT "submission_finished_check" CHECK (
        num_nonnulls("verdict", "code", "sentence", "report", "judging_ms", "finished_at") = CASE "state" WHEN 'finished' THEN 6 ELSE 0 END
        AND ("claim" IS NULL OR "verdict" = 'accepted')
    );
ALTER TABLE "submission_event" ADD CONSTRAINT "submission_event_seq_check" CHECK ("seq" >= 1);
ALTER TABLE "draft" ADD CONSTRAINT "draft_version_check" CHECK ("version" >= 1);
