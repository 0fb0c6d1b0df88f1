//! The same on MariaDB, which takes no limit inside an `IN` and so cannot choose from each queue in one statement: the
//! queues first, then the heads of some of them at a time, put in their places here.

use std::collections::HashMap;

use latchstring_domain::id::QueueId;
use latchstring_storage::Claim;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement, Value};
use uuid::Uuid;

/// How many queues are looked into by one statement.
const QUEUES_PER_STATEMENT: usize = 100;

/// The queues with anything in them, hopping from one to the next along the index.
const QUEUES: &str = "WITH RECURSIVE queues(id) AS (
       SELECT * FROM (SELECT queue_id FROM outbox_entries
         WHERE lane = ? AND due_at IS NOT NULL AND queue_id IS NOT NULL ORDER BY queue_id LIMIT 1) AS first
       UNION ALL
       SELECT (SELECT e.queue_id FROM outbox_entries AS e
         WHERE e.lane = ? AND e.due_at IS NOT NULL AND e.queue_id > q.id ORDER BY e.queue_id LIMIT 1)
       FROM queues AS q WHERE q.id IS NOT NULL)
     SELECT id FROM queues WHERE id IS NOT NULL";

/// The longest due of one queue. What is in no queue is found by the same index.
const HEADS: &str = "(SELECT id, queue_id FROM outbox_entries
     WHERE lane = ? AND queue_id <=> ? AND due_at <= ? ORDER BY due_at, id LIMIT ?)";

pub(in crate::read) async fn next<C: ConnectionTrait>(
    db: &C,
    claim: &Claim,
    limit: u64,
) -> Result<Vec<Uuid>, DbErr> {
    let lane = Value::from(claim.lane.as_str());
    let asked = Statement::from_sql_and_values(DbBackend::MySql, QUEUES, [lane.clone(), lane]);
    let queues: Vec<Uuid> =
        db.query_all_raw(asked).await?.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    let except = |queue: &Uuid| claim.except.contains(&QueueId::from_uuid(*queue));
    let queues: Vec<Option<Uuid>> =
        queues.into_iter().filter(|queue| !except(queue)).map(Some).chain([None]).collect();
    let mut heads = Vec::new();
    for some in queues.chunks(QUEUES_PER_STATEMENT) {
        for row in db.query_all_raw(heads_of(some, claim, limit)).await? {
            heads.push((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
        }
    }
    Ok(in_turn(heads, claim.after, limit))
}

pub(in crate::read) fn heads_of(queues: &[Option<Uuid>], claim: &Claim, limit: u64) -> Statement {
    let each = i64::try_from(u64::from(claim.per_queue).min(limit)).unwrap_or(i64::MAX);
    let sql = vec![HEADS; queues.len()].join(" UNION ALL ");
    let values = queues.iter().flat_map(|queue| {
        let (lane, now) = (claim.lane.as_str(), claim.now.unix_millis());
        [lane.into(), (*queue).into(), now.into(), each.into()]
    });
    Statement::from_sql_and_values(DbBackend::MySql, sql, values.collect::<Vec<Value>>())
}

/// One of each queue, those after `after` first and then round again, and what is in none the last; then a second of each.
/// Those of one queue come in their order.
fn in_turn(heads: Vec<(Uuid, Option<Uuid>)>, after: Option<QueueId>, limit: u64) -> Vec<Uuid> {
    let after = after.map_or(Uuid::nil(), QueueId::as_uuid);
    let mut taken = HashMap::<Option<Uuid>, u32>::new();
    let mut placed: Vec<_> = heads
        .into_iter()
        .map(|(id, queue)| {
            let place = taken.entry(queue).or_default();
            *place += 1;
            ((*place, queue.is_none_or(|queue| queue <= after), queue.is_none(), queue), id)
        })
        .collect();
    placed.sort_by_key(|(turn, _)| *turn);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    placed.into_iter().take(limit).map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_queue_has_its_turn_before_any_has_a_second() {
        let id = Uuid::from_u128;
        let (early, late) = (Some(id(100)), Some(id(200)));
        let heads =
            vec![(id(1), early), (id(2), early), (id(3), late), (id(4), None), (id(5), None), (id(6), late)];
        let after = |queue: u128| Some(QueueId::from_uuid(id(queue)));
        let ids = |numbers: &[u128]| numbers.iter().copied().map(id).collect::<Vec<_>>();
        assert_eq!(in_turn(heads.clone(), None, 9), ids(&[1, 3, 4, 2, 6, 5]));
        assert_eq!(in_turn(heads.clone(), after(100), 9), ids(&[3, 1, 4, 6, 2, 5]));
        assert_eq!(in_turn(heads, after(200), 4), ids(&[1, 3, 4, 2]));
    }
}
