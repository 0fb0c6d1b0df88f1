use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use sea_orm::sqlx::postgres::{PgArguments, PgPool, Postgres};
use sea_orm::sqlx::{self, Arguments as _, AssertSqlSafe, Encode, Type};
use sea_orm::{DatabaseConnection, DbBackend, DbErr, EntityName as _, RuntimeErr, Value};
use tokio::time::timeout;
use uuid::Uuid;

use super::queue::{Ended, Groups, Job, fail};
use crate::clock::OutboxClock;
use crate::driver;
use crate::entity::{events, invitation_addresses, invitation_mails, invitations, outbox_entries};
use crate::write::{self, Frequent, NewRow, Plan, Step};

/// For how long the next group waits for one that fell apart. Longer only if somebody else holds a row that one of its sets
/// wants; and the others have gone on then.
const PATIENCE: Duration = Duration::from_millis(50);

/// Groups of sets that only insert, in one statement. A statement is a transaction, so there is nothing to begin or to commit.
pub(crate) struct PostgresGroups {
    /// Its connections wait for a lock no longer than moments.
    impatient: PgPool,
    pool: DatabaseConnection,
    clock: OutboxClock,
}

/// A set that may go with others.
pub(crate) struct PostgresSet(Plan);

impl PostgresSet {
    /// A set that only inserts rows that are inserted often: nothing in it is decided by what another of its statements has
    /// written, and none can come to too few rows. Any other is given back.
    pub(crate) fn of(plan: Plan) -> Result<Self, Plan> {
        let inserts = plan.steps.iter().all(|(_, step)| match step {
            Step::Insert(_, row) => row.values.iter().all(is_bound),
            _ => false,
        });
        if inserts { Ok(Self(plan)) } else { Err(plan) }
    }

    fn rows(&self) -> impl Iterator<Item = &NewRow> {
        self.0.steps.iter().filter_map(|(_, step)| match step {
            Step::Insert(_, row) => Some(row),
            _ => None,
        })
    }
}

impl PostgresGroups {
    pub(crate) const fn new(impatient: PgPool, pool: DatabaseConnection, clock: OutboxClock) -> Self {
        Self { impatient, pool, clock }
    }

    pub(crate) async fn close(&self) {
        self.impatient.close().await;
    }

    /// All rows of all sets.
    async fn together(&self, group: &[Job<PostgresSet>]) -> Result<(), sqlx::Error> {
        let mut tables: BTreeMap<Frequent, Vec<&[Value]>> = BTreeMap::new();
        for row in group.iter().flat_map(|job| job.set.rows()) {
            tables.entry(row.to).or_default().push(&row.values);
        }
        let (mut text, mut arguments) = (String::new(), PgArguments::default());
        for (number, (table, rows)) in tables.iter_mut().enumerate() {
            // In one order everywhere, so that two groups that want the same rows wait in one direction.
            rows.sort_by_key(|values| key(values));
            let names = columns(*table);
            let first = arguments.len() + 1;
            let mut types = Vec::with_capacity(names.len());
            for place in 0..names.len() {
                types.push(bind(&mut arguments, rows.iter().filter_map(|values| values.get(place)))?);
            }
            let before = if number == 0 { "WITH" } else { "," };
            let insert = insert(*table, self.clock, &names, &types, first);
            let _ = write!(text, "{before} t{number} AS ({insert})");
        }
        text.push_str(" SELECT 1");
        sqlx::query_with(AssertSqlSafe(text), arguments).execute(&self.impatient).await.map(drop)
    }

    /// Each set as a transaction of its own, which finds out which was in the way and of what.
    async fn apart(&self, group: Vec<Job<PostgresSet>>) {
        let alone = |job: Job<PostgresSet>| {
            let pool = self.pool.clone();
            tokio::spawn(async move {
                let outcome = write::alone(&pool, &job.set.0).await;
                job.answer(outcome);
            })
        };
        let all = join_all(group.into_iter().map(alone));
        // Whoever waits longer does so beside the next groups.
        let _ = timeout(PATIENCE, all).await;
    }
}

impl Groups for PostgresGroups {
    type Set = PostgresSet;

    fn size(set: &PostgresSet) -> usize {
        set.0.size()
    }

    async fn commit(&self, group: Vec<Job<PostgresSet>>) -> Ended {
        match self.together(&group).await {
            Ok(()) => {
                group.into_iter().for_each(|job| job.answer(Ok(())));
                Ended::Committed
            }
            Err(error) if is_of_one(&error) => {
                self.apart(group).await;
                Ended::Apart
            }
            // A connection that was lost in the middle: nobody knows whether it was committed, so nothing is sent again.
            Err(error) => fail(group, driver::failure(DbErr::Exec(RuntimeErr::SqlxError(Arc::new(error))))),
        }
    }
}

/// Whether the statement was taken back for what one set has in it, or for a row that somebody else holds: a value, a
/// constraint, a race, a lock. PostgreSQL, appendix A.
fn is_of_one(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default();
    ["22", "23", "40"].iter().any(|class| code.starts_with(class)) || code == "55P03"
}

/// What rows are put in order by: their ids, and those of addresses by the address.
fn key(values: &[Value]) -> (Option<Uuid>, Option<&str>) {
    let id = match values.first() {
        Some(Value::Uuid(id)) => *id,
        _ => None,
    };
    let text = match values.get(1) {
        Some(Value::String(Some(text))) => Some(text.as_str()),
        _ => None,
    };
    (id, text)
}

const fn is_bound(value: &Value) -> bool {
    matches!(value, Value::Uuid(_) | Value::String(_) | Value::BigInt(_) | Value::Bytes(_) | Value::Bool(_))
}

/// Binds the values of a column as an array, and says of what type it is.
fn bind<'a>(
    arguments: &mut PgArguments,
    values: impl Iterator<Item = &'a Value>,
) -> Result<&'static str, sqlx::Error> {
    let mut values = values.peekable();
    match values.peek() {
        Some(Value::Uuid(_)) => array(arguments, values, "uuid", |value| match value {
            Value::Uuid(value) => *value,
            _ => None,
        }),
        Some(Value::String(_)) => array(arguments, values, "text", |value| match value {
            Value::String(value) => value.clone(),
            _ => None,
        }),
        Some(Value::BigInt(_)) => array(arguments, values, "bigint", |value| match value {
            Value::BigInt(value) => *value,
            _ => None,
        }),
        Some(Value::Bytes(_)) => array(arguments, values, "bytea", |value| match value {
            Value::Bytes(value) => value.clone(),
            _ => None,
        }),
        Some(Value::Bool(_)) => array(arguments, values, "boolean", |value| match value {
            Value::Bool(value) => *value,
            _ => None,
        }),
        _ => Err(sqlx::Error::Encode("a column of another type".into())),
    }
}

fn array<'a, T>(
    arguments: &mut PgArguments,
    values: impl Iterator<Item = &'a Value>,
    name: &'static str,
    of: impl Fn(&Value) -> Option<T>,
) -> Result<&'static str, sqlx::Error>
where
    Vec<Option<T>>: for<'q> Encode<'q, Postgres> + Type<Postgres>,
{
    let values: Vec<Option<T>> = values.map(of).collect();
    arguments.add(values).map_err(sqlx::Error::Encode)?;
    Ok(name)
}

fn columns(of: Frequent) -> Vec<String> {
    fn names<C: sea_orm::Iterable + sea_orm::Iden>() -> Vec<String> {
        C::iter().map(|column| column.to_string()).collect()
    }
    match of {
        Frequent::Invitations => names::<invitations::Column>(),
        Frequent::InvitationAddresses => names::<invitation_addresses::Column>(),
        Frequent::InvitationMails => names::<invitation_mails::Column>(),
        Frequent::Events => names::<events::Column>(),
        Frequent::OutboxEntries | Frequent::Announcements => names::<outbox_entries::Column>(),
    }
}

fn insert(
    to: Frequent,
    clock: OutboxClock,
    names: &[String],
    types: &[&'static str],
    first: usize,
) -> String {
    let table = match to {
        Frequent::Invitations => invitations::Entity.table_name(),
        Frequent::InvitationAddresses => invitation_addresses::Entity.table_name(),
        Frequent::InvitationMails => invitation_mails::Entity.table_name(),
        Frequent::Events => events::Entity.table_name(),
        Frequent::OutboxEntries | Frequent::Announcements => outbox_entries::Entity.table_name(),
    };
    let is_work = matches!(to, Frequent::OutboxEntries | Frequent::Announcements);
    let quoted: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let values: Vec<_> = names
        .iter()
        .map(|name| match name.as_str() {
            "due_at" if is_work => format!("{} + u.\"due_at\"", clock.origin(DbBackend::Postgres)),
            name => format!("u.\"{name}\""),
        })
        .collect();
    let arrays: Vec<_> =
        types.iter().enumerate().map(|(place, of)| format!("${}::{of}[]", first + place)).collect();
    let (quoted, values, arrays) = (quoted.join(", "), values.join(", "), arrays.join(", "));
    let end = match to {
        Frequent::InvitationAddresses => " ON CONFLICT DO NOTHING",
        Frequent::Announcements => {
            " WHERE EXISTS (SELECT 1 FROM webhook_endpoints AS e WHERE e.workspace_id = u.workspace_id)"
        }
        _ => "",
    };
    format!("INSERT INTO {table} ({quoted}) SELECT {values} FROM unnest({arrays}) AS u({quoted}){end}")
}
