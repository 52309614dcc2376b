-- CreateTable
CREATE TABLE "live_code" (
    "sitting_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "last_seq" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "size" INTEGER NOT NULL,
    "draft_seq" INTEGER NOT NULL,

    CONSTRAINT "live_code_pkey" PRIMARY KEY ("sitting_id","slug")
);

-- CreateTable
CREATE TABLE "typing" (
    "sitting_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "delayed" BOOLEAN NOT NULL,
    "author_account_id" UUID,
    "paste" BOOLEAN NOT NULL,
    "update" BYTEA NOT NULL,

    CONSTRAINT "typing_pkey" PRIMARY KEY ("sitting_id","slug","seq")
);

-- CreateTable
CREATE TABLE "sitting_moment" (
    "id" BIGSERIAL NOT NULL,
    "sitting_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "delayed" BOOLEAN NOT NULL,
    "kind" TEXT NOT NULL,
    "slug" TEXT,
    "content" JSON NOT NULL,

    CONSTRAINT "sitting_moment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sitting_moment_sitting_id_id_idx" ON "sitting_moment"("sitting_id", "id");

-- AddForeignKey
ALTER TABLE "live_code" ADD CONSTRAINT "live_code_sitting_id_fkey" FOREIGN KEY ("sitting_id") REFERENCES "sitting"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "typing" ADD CONSTRAINT "typing_sitting_id_slug_fkey" FOREIGN KEY ("sitting_id", "slug") REFERENCES "live_code"("sitting_id", "slug") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "typing" ADD CONSTRAINT "typing_author_account_id_fkey" FOREIGN KEY ("author_account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sitting_moment" ADD CONSTRAINT "sitting_moment_sitting_id_fkey" FOREIGN KEY ("sitting_id") REFERENCES "sitting"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- What the schema language cannot say.
ALTER TABLE "live_code"
    ADD CONSTRAINT "live_code_seq_check" CHECK ("last_seq" >= 1 AND "draft_seq" BETWEEN 1 AND "last_seq");
ALTER TABLE "typing"
    ADD CONSTRAINT "typing_seq_check" CHECK ("seq" >= 1),
    ADD CONSTRAINT "typing_update_check" CHECK (octet_length("update") > 0);
-- A log is read from its beginning, and a change is seldom long: what is not compressed is read faster.
ALTER TABLE "typing" ALTER COLUMN "update" SET STORAGE EXTERNAL;
