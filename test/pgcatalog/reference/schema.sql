-- The made-up catalog of test/pgcatalog/support/shop-catalog.ts, as PostgreSQL 15 is told it.
-- Run by the account admin on a database named all, in a cluster made with --locale=C.
-- What this server does not have: procedural languages, the grants and the comment that initdb gives to public.
DROP EXTENSION plpgsql;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
CREATE ROLE analyst LOGIN;
COMMENT ON DATABASE "all" IS 'Everything there is';
CREATE SCHEMA sales;
COMMENT ON SCHEMA sales IS 'What was sold';

CREATE TABLE customers (
  id bigint NOT NULL CONSTRAINT customers_pkey PRIMARY KEY,
  email text CONSTRAINT customers_email_key UNIQUE,
  name varchar(80),
  score numeric(10,2) DEFAULT 0,
  active boolean DEFAULT true NOT NULL,
  created timestamp,
  updated timestamptz,
  birthday date,
  wakes time,
  stay interval,
  raw bytea,
  uid uuid,
  tags text[],
  numbers integer[],
  small smallint,
  f4 real,
  f8 double precision,
  doc json,
  bits varbit,
  ttz timetz,
  huge numeric(38,0),
  amounts numeric(12,2)[]
);
COMMENT ON TABLE customers IS 'People who buy';
COMMENT ON COLUMN customers.id IS 'Given by the shop';
COMMENT ON COLUMN customers.email IS 'It''s lower case';

CREATE TABLE orders (
  order_id bigint NOT NULL CONSTRAINT orders_pkey PRIMARY KEY,
  customer_id bigint CONSTRAINT orders_customer_id_fkey REFERENCES customers (id),
  line integer,
  amount numeric(12,2),
  note text,
  CONSTRAINT orders_customer_id_line_key UNIQUE (customer_id, line)
);

CREATE TABLE sales."Order Lines" (
  order_id bigint NOT NULL,
  line_no integer NOT NULL,
  "Product Name" text,
  CONSTRAINT "Order Lines_pkey" PRIMARY KEY (order_id, line_no),
  CONSTRAINT "Order Lines_order_id_fkey" FOREIGN KEY (order_id) REFERENCES orders (order_id)
);
COMMENT ON TABLE sales."Order Lines" IS 'One row for each thing';

CREATE TYPE events_guest_address AS (city text, zip text);
CREATE TYPE events_guest AS (name text, address events_guest_address);
CREATE TYPE events_stays AS (nights integer, spend double precision);
CREATE TABLE events (
  _id text,
  guest events_guest,
  stays events_stays[],
  "timestamp" timestamp
);

CREATE TABLE sales.empty_one (a integer);

CREATE VIEW big_spenders AS SELECT id, email FROM customers WHERE score > 100;
COMMENT ON VIEW big_spenders IS 'Best people';
CREATE VIEW sales.order_totals AS SELECT order_id, count(*) AS lines FROM sales."Order Lines" GROUP BY order_id;
