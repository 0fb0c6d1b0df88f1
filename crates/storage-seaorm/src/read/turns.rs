//! Each queue of the outbox in its turn, when there is more to do than there are hands.

pub(super) mod mariadb;

use latchstring_domain::id::QueueId;
use latchstring_storage::Claim;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement, Value};
use uuid::Uuid;

/// The ids of at most so many due entries: one of each queue, the longest due first, the queues in the order of their ids
/// from `after` on and round again; then a second one of each, and so on.
///
/// It hops from queue to queue along the index, so its cost is that of the queues and not of what waits in them: a
/// workspace with a million entries is one queue. What is in no queue, because the program before put it in, has a turn
/// of its own. Written out, because the query builder has no recursion that both databases understand.
pub(super) async fn next<C: ConnectionTrait>(db: &C, claim: &Claim, limit: u64) -> Result<Vec<Uuid>, DbErr> {
    if db.get_database_backend() == DbBackend::MySql {
        return mariadb::next(db, claim, limit).await;
    }
    let rows = db.query_all_raw(statement(db.get_database_backend(), claim, limit)).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

pub(super) fn statement(backend: DbBackend, claim: &Claim, limit: u64) -> Statement {
    let each = u64::from(claim.per_queue).min(limit);
    let count = |number: u64| Value::from(i64::try_from(number).unwrap_or(i64::MAX));
    let after = claim.after.map_or(Uuid::nil(), QueueId::as_uuid);
    let mut values: Vec<Value> = vec![
        claim.lane.as_str().into(),
        claim.now.unix_millis().into(),
        count(each),
        count(limit),
        after.into(),
    ];
    let mut except = String::new();
    for queue in &claim.except {
        values.push(queue.as_uuid().into());
        let comma = if except.is_empty() { "" } else { ", " };
        except.push_str(&format!("{comma}${}", values.len()));
    }
    let except = if except.is_empty() { String::new() } else { format!("AND q.id NOT IN ({except})") };
    let sql = format!(
        "WITH RECURSIVE queues(id) AS (
           SELECT * FROM (SELECT queue_id FROM outbox_entries
             WHERE lane = $1 AND due_at IS NOT NULL AND queue_id IS NOT NULL ORDER BY queue_id LIMIT 1) AS first
           UNION ALL
           SELECT (SELECT e.queue_id FROM outbox_entries AS e
             WHERE e.lane = $1 AND e.due_at IS NOT NULL AND e.queue_id > q.id ORDER BY e.queue_id LIMIT 1)
           FROM queues AS q WHERE q.id IS NOT NULL
         ), heads(id, queue_id, due_at) AS (
           SELECT e.id, e.queue_id, e.due_at FROM queues AS q JOIN outbox_entries AS e ON e.id IN (
             SELECT o.id FROM outbox_entries AS o
             WHERE o.lane = $1 AND o.queue_id = q.id AND o.due_at <= $2 ORDER BY o.due_at, o.id LIMIT $3)
           WHERE q.id IS NOT NULL {except}
           UNION ALL
           SELECT * FROM (SELECT o.id, o.queue_id, o.due_at FROM outbox_entries AS o
             WHERE o.lane = $1 AND o.queue_id IS NULL AND o.due_at <= $2 ORDER BY o.due_at, o.id LIMIT $3) AS unqueued
         ), placed(id, queue_id, place) AS (
           SELECT id, queue_id, ROW_NUMBER() OVER (PARTITION BY queue_id ORDER BY due_at, id) FROM heads
         )
         SELECT id FROM placed
         ORDER BY place, CASE WHEN queue_id > $5 THEN 0 ELSE 1 END, queue_id LIMIT $4"
    );
    Statement::from_sql_and_values(backend, sql, values)
}
