-- The web role: everything on ordinary tables, made before this one or after; on the record only
-- what reading and sealing need. Where that role does not exist, one role does all, and the
-- system check record.W001 says so.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{web_role}') THEN
        RETURN;
    END IF;
    GRANT USAGE ON SCHEMA public TO {web_role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {web_role};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {web_role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA public
        GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {web_role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {web_role};
    REVOKE ALL ON record_entry, record_payload, record_checkpoint, record_head FROM {web_role};
    GRANT SELECT ON record_entry, record_payload, record_checkpoint, record_head TO {web_role};
    GRANT INSERT ON record_checkpoint TO {web_role};
    GRANT EXECUTE ON FUNCTION record_seal TO {web_role};
    GRANT UPDATE (next_due) ON record_head TO {web_role};
END
$$;
