select * from {{ ref('stg_pickings') }} where crates < 0
