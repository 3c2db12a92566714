{{ config(materialized='incremental', incremental_strategy='append') }}
select picking_id, fruit, crates from {{ ref('stg_pickings') }}
{% if is_incremental() %}
where picking_id > (select max(picking_id) from {{ this }})
{% endif %}
