CREATE UNLOGGED TABLE "allowances" (
	"subject" text NOT NULL,
	"kind" text NOT NULL,
	"whole_at" timestamptz(3) NOT NULL,
	CONSTRAINT "allowances_subject_kind_pk" PRIMARY KEY("subject","kind")
) WITH (fillfactor = 50);
