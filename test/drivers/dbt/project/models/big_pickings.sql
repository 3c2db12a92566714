{{ config(materialized='ephemeral') }}
select * from {{ ref('stg_pickings') }} where crates >= 5
