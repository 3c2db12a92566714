{{ config(materialized='incremental', unique_key='day', incremental_strategy='delete+insert') }}
select cast(picked_at as date) as day, count(*) as pickings, sum(crates) as crates
from {{ ref('big_pickings') }}
{% if is_incremental() %}
where cast(picked_at as date) >= (select max(day) from {{ this }})
{% endif %}
group by cast(picked_at as date)
