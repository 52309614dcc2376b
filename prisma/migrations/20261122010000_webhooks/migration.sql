-- AlterTable
ALTER TABLE "sitting"
    ADD COLUMN "told_at" TIMESTAMPTZ(3),
    ADD COLUMN "erased_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "webhook" (
    "id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT[],
    "names" BOOLEAN NOT NULL,
    "secret" BYTEA NOT NULL,
    "earlier_secret" BYTEA,
    "earlier_secret_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "failing_since" TIMESTAMPTZ(3),
    "off_at" TIMESTAMPTZ(3),
    "off_why" TEXT,

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "body" JSON NOT NULL,
    "sitting_id" UUID,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_until" TIMESTAMPTZ(3),
    "last_status" INTEGER,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sitting_told_at_ends_at_idx" ON "sitting"("told_at", "ends_at");

-- CreateIndex
CREATE INDEX "webhook_delivery_webhook_id_state_next_at_idx" ON "webhook_delivery"("webhook_id", "state", "next_at");

-- CreateIndex
CREATE INDEX "webhook_delivery_webhook_id_created_at_id_idx" ON "webhook_delivery"("webhook_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "webhook_delivery_sitting_id_idx" ON "webhook_delivery"("sitting_id");

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhook"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_sitting_id_fkey" FOREIGN KEY ("sitting_id") REFERENCES "sitting"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- Of what was over before there were webhooks nobody is told.
UPDATE "sitting" SET "told_at" = coalesce("finished_at", "withdrawn_at", "ends_at")
WHERE "finished_at" IS NOT NULL OR "withdrawn_at" IS NOT NULL OR "ends_at" <= CURRENT_TIMESTAMP;

-- What the schema language cannot say.
ALTER TABLE "webhook"
    ADD CONSTRAINT "webhook_events_check" CHECK ("events" IS NOT NULL AND cardinality("events") >= 1 AND "events" <@ ARRAY['submission.finished', 'interview.finished']),
    ADD CONSTRAINT "webhook_secret_check" CHECK (octet_length("secret") = 32 AND octet_length("earlier_secret") = 32),
    ADD CONSTRAINT "webhook_earlier_check" CHECK (num_nonnulls("earlier_secret", "earlier_secret_until") IN (0, 2)),
    ADD CONSTRAINT "webhook_off_check" CHECK (num_nonnulls("off_at", "off_why") IN (0, 2) AND "off_why" IN ('admin', 'failing'));
ALTER TABLE "webhook_delivery"
    ADD CONSTRAINT "webhook_delivery_state_check" CHECK ("state" IN ('waiting', 'delivered', 'failed') AND ("state" = 'delivered') = ("delivered_at" IS NOT NULL)),
    ADD CONSTRAINT "webhook_delivery_attempts_check" CHECK ("attempts" >= 0);
-- Nothing of who was erased stays but that there was somebody.
ALTER TABLE "sitting"
    ADD CONSTRAINT "sitting_erased_check" CHECK ("erased_at" IS NULL OR num_nonnulls("started_at", "finished_at", "withdrawn_at") = 0);
