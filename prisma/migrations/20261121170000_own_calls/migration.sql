-- AlterTable
ALTER TABLE "submission" ADD COLUMN "call" TEXT;

-- What the schema language cannot say.
ALTER TABLE "submission"
    DROP CONSTRAINT "submission_mode_check",
    ADD CONSTRAINT "submission_mode_check" CHECK ("mode" IN ('samples', 'own', 'full')),
    ADD CONSTRAINT "submission_call_check" CHECK (("mode" = 'own') = ("call" IS NOT NULL));
