"""The only SQL: tables, migrations, and one repository for each kind of thing kept."""
