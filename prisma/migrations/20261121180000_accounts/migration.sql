-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "password_hash" TEXT,
    "subject" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),
    "reset_asked_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "browser" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_link" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "email" TEXT,
    "role" TEXT NOT NULL,
    "account_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_guard" (
    "key_hash" BYTEA NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_guard_pkey" PRIMARY KEY ("key_hash")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "visitor" ADD COLUMN "account_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "visitor_account_id_key" ON "visitor"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_email_key" ON "account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "account_subject_key" ON "account"("subject");

-- CreateIndex
CREATE INDEX "account_created_at_id_idx" ON "account"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_link_token_hash_key" ON "account_link"("token_hash");

-- CreateIndex
CREATE INDEX "account_link_account_id_idx" ON "account_link"("account_id");

-- CreateIndex
CREATE INDEX "account_link_kind_email_idx" ON "account_link"("kind", "email");

-- CreateIndex
CREATE INDEX "audit_entry_actor_id_idx" ON "audit_entry"("actor_id");

-- AddForeignKey
ALTER TABLE "visitor" ADD CONSTRAINT "visitor_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "account_link" ADD CONSTRAINT "account_link_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What the schema language cannot say.
ALTER TABLE "account"
    ADD CONSTRAINT "account_email_check" CHECK ("email" = lower("email")),
    ADD CONSTRAINT "account_role_check" CHECK ("role" IN ('candidate', 'interviewer', 'admin')),
    ADD CONSTRAINT "account_password_hash_check" CHECK ("password_hash" LIKE '$argon2id$%');
ALTER TABLE "session" ADD CONSTRAINT "session_token_hash_check" CHECK (octet_length("token_hash") = 32);
ALTER TABLE "account_link"
    ADD CONSTRAINT "account_link_token_hash_check" CHECK (octet_length("token_hash") = 32),
    ADD CONSTRAINT "account_link_role_check" CHECK ("role" IN ('candidate', 'interviewer', 'admin')),
    ADD CONSTRAINT "account_link_kind_check" CHECK (CASE "kind"
        WHEN 'first-admin' THEN "email" IS NULL AND "account_id" IS NULL AND "role" = 'admin'
        WHEN 'invitation' THEN "email" IS NOT NULL AND "account_id" IS NULL
        WHEN 'reset' THEN "email" IS NULL AND "account_id" IS NOT NULL
        ELSE false END);
ALTER TABLE "sign_in_guard"
    ADD CONSTRAINT "sign_in_guard_key_hash_check" CHECK (octet_length("key_hash") = 32),
    ADD CONSTRAINT "sign_in_guard_failures_check" CHECK ("failures" >= 1);

-- Words that name somebody whose data is erased may go; that something was done, when and by whom, stays.
CREATE FUNCTION "refuse_change_of_audit_entry"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW."subject" = '[erased]'
        AND (NEW."id", NEW."at", NEW."actor_id", NEW."action") IS NOT DISTINCT FROM (OLD."id", OLD."at", OLD."actor_id", OLD."action") THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit entries are only ever added';
END $$;
CREATE TRIGGER "audit_entry_kept" BEFORE UPDATE ON "audit_entry"
    FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_audit_entry"();
CREATE TRIGGER "audit_entry_append_only" BEFORE DELETE OR TRUNCATE ON "audit_entry"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_of_audit_entry"();
