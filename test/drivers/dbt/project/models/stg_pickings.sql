{{ config(materialized='view') }}
select picking_id, grower_id, cast(picked_at as timestamp) as picked_at, fruit,
       coalesce(crates, 0) as crates, price, crates * price as worth
from {{ ref('pickings') }}
