//! Hearing of work that another process has put into the outbox.

use std::convert::Infallible;
use std::time::Duration;

use latchstring_domain::outbox::Lane;
use sea_orm::sqlx;
use sea_orm::sqlx::Executor as _;
use sea_orm::sqlx::postgres::{PgListener, PgPoolOptions};
use tokio::time::{sleep, timeout};

use crate::SeaOrmStore;
use crate::open::PostgresDatabase;
use crate::store::Backend;

/// What the trigger of the migration `dead_letters` calls.
const CHANNEL: &str = "latchstring_outbox";

/// After so long without a word the connection is asked whether it is still there. A firewall that has forgotten it says nothing.
const QUIET: Duration = Duration::from_secs(30);

/// How long connecting, and the answer to that, may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The pause before another connection is tried.
const PAUSE: Duration = Duration::from_secs(2);

/// What was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// There is work in this lane.
    Work(Lane),
    /// There may be work in any: nobody has listened for a while, or the word is one of a newer program.
    Anything,
}

/// Why nothing more is heard over a connection.
#[derive(Debug, thiserror::Error)]
enum Deaf {
    #[error("the connection ended")]
    Ended,
    #[error("the database did not answer in time")]
    Silent,
    #[error(transparent)]
    Driver(#[from] sqlx::Error),
}

impl SeaOrmStore {
    /// Calls `heard` for work that any process puts into the outbox of a PostgreSQL database, as soon as it is committed.
    ///
    /// Goes on for ever, over a connection of its own beside the pool; one that is lost is made anew. Until it is, nothing is
    /// heard: whoever listens has to look by itself too, now and then. Behind a proxy that gives connections out by the transaction
    /// nothing is heard at all. On SQLite, which one server has to itself, it returns at once.
    pub async fn listen(&self, heard: impl Fn(Heard) + Send + Sync) {
        let Backend::Postgres(database) = self.backend() else { return };
        let mut was_told = false;
        loop {
            let Err(deaf) = listen_once(database, &heard, &mut was_told).await;
            // The driver's own error is not logged: it may quote what the connection was made with.
            if !was_told {
                tracing::warn!(%deaf, "nothing is heard of new work; it is looked for every few seconds");
            }
            was_told = true;
            sleep(PAUSE).await;
        }
    }
}

async fn listen_once(
    database: &PostgresDatabase,
    heard: &(impl Fn(Heard) + Send + Sync),
    was_told: &mut bool,
) -> Result<Infallible, Deaf> {
    let pool = PgPoolOptions::new().max_connections(1).acquire_timeout(PATIENCE).max_lifetime(None);
    let pool = pool.connect_with(database.connect_options()).await?;
    let mut listener = PgListener::connect_with(&pool).await?;
    listener.eager_reconnect(false);
    timeout(PATIENCE, listener.listen(CHANNEL)).await.map_err(|_| Deaf::Silent)??;
    if std::mem::take(was_told) {
        tracing::info!("new work is heard of again");
    }
    heard(Heard::Anything);
    loop {
        match timeout(QUIET, listener.try_recv()).await {
            Ok(Ok(Some(word))) => heard(Lane::named(word.payload()).map_or(Heard::Anything, Heard::Work)),
            Ok(Ok(None)) => return Err(Deaf::Ended),
            Ok(Err(error)) => return Err(error.into()),
            Err(_) => {
                timeout(PATIENCE, listener.execute("SELECT 1")).await.map_err(|_| Deaf::Silent)??;
            }
        }
    }
}
