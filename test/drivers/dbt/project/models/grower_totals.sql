{{ config(materialized='table') }}
select g.grower_id, g.name, g.region, count(p.picking_id) as pickings, sum(p.crates) as crates, max(p.picked_at) as last_picked
from {{ ref('growers') }} g
left join {{ ref('stg_pickings') }} p on p.grower_id = g.grower_id
group by g.grower_id, g.name, g.region
