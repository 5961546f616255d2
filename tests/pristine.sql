-- Run in a template: what is needed to make a copy of it again what it was, which takes a tenth of making a new copy.

create schema pristine;

-- A table is as it was when its rows are as many and none was written since the transaction `since`.
create table pristine.tables (name text primary key, rows bigint not null, since bigint not null);
create table pristine.sequences (name text primary key, last_value bigint not null, is_called boolean not null);

create function pristine.shape() returns text language sql as $$
    select concat(
        (select string_agg(oid::text, ' ' order by oid) from pg_class where relnamespace = 'public'::regnamespace),
        (select count(*) from pg_trigger)
    )
$$;
create table pristine.shapes (shape text);

create function pristine.restore() returns boolean language plpgsql as $$
declare
    one record;
    written boolean;
begin
    if pristine.shape() is distinct from (select shape from pristine.shapes) then
        return false;
    end if;
    set local lock_timeout = '5s';
    set local session_replication_role = replica; -- foreign keys rest meanwhile
    for one in select * from pristine.tables loop
        execute format('select count(*) <> %s or coalesce(max(xmin::text::bigint) > %s, false) from public.%I',
            one.rows, one.since, one.name) into written;
        if written then
            execute format('delete from public.%I', one.name);
            execute format('insert into public.%I overriding system value select * from pristine.%I',
                one.name, 'copy_of_' || one.name);
            update pristine.tables set since = pg_current_xact_id()::text::bigint where name = one.name;
        end if;
    end loop;
    for one in select * from pristine.sequences loop
        perform setval(one.name, one.last_value, one.is_called);
    end loop;
    return true;
end $$;

do $$
declare
    name text;
begin
    for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
        execute format('create table pristine.%I as table public.%I', 'copy_of_' || name, name);
        execute format('insert into pristine.tables select %L, count(*), pg_current_xact_id()::text::bigint from public.%I',
            name, name);
    end loop;
    for name in select 'public.' || quote_ident(relname) from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'S' loop
        execute format('insert into pristine.sequences select %L, last_value, is_called from %s', name, name);
    end loop;
end $$;

insert into pristine.shapes select pristine.shape();
