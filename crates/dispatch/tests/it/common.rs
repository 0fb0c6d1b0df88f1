//! A deployment in memory whose clock is tokio's, which the tests pause, and whose work a test can script.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use latchstring_dispatch::{DispatchOptions, Dispatcher, Waker};
use latchstring_domain::Timestamp;
use latchstring_domain::connection::{Connection, ConnectionStatus, StatusReport};
use latchstring_domain::event::{EventKind, Origin, Subject};
use latchstring_domain::id::ConnectionId;
use latchstring_domain::metadata::Metadata;
use latchstring_domain::prefill::ProviderHint;
use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::site::{Site, SitePath};
use latchstring_domain::text::{CompanyName, SiteName, WorkspaceName};
use latchstring_domain::workspace::{ExpiryPolicy, Mode, Workspace};
use latchstring_secrets::keyring::Keyring;
use latchstring_service::company::CreateCompany;
use latchstring_service::connection::CreateConnection;
use latchstring_service::outbox::{self, OutboxCounts};
use latchstring_service::ports::{Answers, Clock, Collected, Collector, Links, Randomness};
use latchstring_service::provider::SANDBOX_URL;
use latchstring_service::site::CreateSite;
use latchstring_service::workspace::CreateWorkspace;
use latchstring_service::{Caller, Latchstring, Parts, company, connection, site, workspace};
use latchstring_sign_in::{Drivers, Sandbox};
use latchstring_storage_memory::MemoryStore;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{CryptoRng, SeedableRng as _};
use secrecy::SecretString;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// How long after it was made the service lets a new connection's work fall due.
pub(crate) const DUE: Duration = Duration::from_secs(3);

struct TokioClock(Instant);

#[async_trait]
impl Clock for TokioClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_millis(1_795_000_000_000).unwrap().saturating_add(self.0.elapsed())
    }

    async fn sleep(&self, span: Duration) {
        tokio::time::sleep(span).await;
    }
}

#[derive(Default)]
struct Seeded(AtomicU64);

impl Randomness for Seeded {
    fn rng(&self) -> Box<dyn CryptoRng + Send> {
        Box::new(ChaCha20Rng::seed_from_u64(self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

struct NoLinks;

impl Links for NoLinks {
    fn address(&self, _workspace: &Workspace) -> String {
        String::new()
    }
}

/// What a piece of work does before it is done.
#[async_trait]
pub(crate) trait Script: Send + Sync + 'static {
    async fn play(&self, connection: ConnectionId);
}

struct Scripted(Arc<dyn Script>);

#[async_trait]
impl Collector for Scripted {
    async fn collect(
        &self,
        connection: &Connection,
        _credentials: &Answers,
        _now: Timestamp,
        _rng: &mut (dyn CryptoRng + Send),
    ) -> Collected {
        self.0.play(connection.id).await;
        let report = StatusReport { status: ConnectionStatus::Connected, detail: None, accounts: None };
        Collected { report: Some(report), again_in: None }
    }
}

pub(crate) struct World {
    pub(crate) ls: Latchstring,
    store: Arc<MemoryStore>,
    pub(crate) caller: Caller,
    site: Site,
    start: Instant,
}

impl World {
    /// A deployment in which each piece of work is the look of the collector, which plays this script.
    pub(crate) async fn new(script: Arc<dyn Script>) -> Self {
        let start = Instant::now();
        let clock = Arc::new(TokioClock(start));
        let store = Arc::new(MemoryStore::new());
        let ls = Latchstring::new(Parts {
            store: store.clone(),
            keyring: Arc::new(Keyring::generate(&mut ChaCha20Rng::seed_from_u64(1))),
            clock: clock.clone(),
            randomness: Arc::new(Seeded::default()),
            links: Arc::new(NoLinks),
            sign_in: Arc::new(Drivers::new(Sandbox::new(clock))),
            collector: Arc::new(Scripted(script)),
        });
        let name = WorkspaceName::parse("Acme").unwrap();
        let wish =
            CreateWorkspace { name, environment: None, mode: Mode::Sandbox, expiry: ExpiryPolicy::default() };
        let workspace = workspace::create(&ls, "olivia", Origin::default(), wish).await.unwrap();
        let caller = Caller::operator(workspace.id, "olivia", Origin::default());
        let name = CompanyName::parse("Wohnen eG").unwrap();
        let wish = CreateCompany {
            name,
            external_id: None,
            data_collection_start_date: None,
            metadata: Metadata::default(),
        };
        let company = company::create(&ls, &caller, wish).await.unwrap();
        let name = SiteName::parse("Hof").unwrap();
        let wish = CreateSite { name, external_id: None, address: None, path: SitePath::default() };
        let site = site::create(&ls, &caller, company.id, wish).await.unwrap();
        Self { ls, store, caller, site, start }
    }

    /// A connection, whose first look falls due after [`DUE`].
    pub(crate) async fn promise(&self) -> ConnectionId {
        self.promise_with(&self.ls).await
    }

    /// The same, by use cases with other furniture.
    pub(crate) async fn promise_with(&self, ls: &Latchstring) -> ConnectionId {
        let wish = CreateConnection {
            company_id: self.site.company_id,
            provider: ProviderHint::Url(ProviderUrl::parse(SANDBOX_URL).unwrap()),
            username: SecretString::from("sandbox-username"),
            password: SecretString::from("sandbox-password"),
            country: None,
            sites: vec![self.site.id],
            utility_types: Default::default(),
            owner_email: None,
            data_collection_start_date: None,
            multiply_by_occupancy: false,
            external_id: None,
        };
        connection::create(ls, &self.caller, wish).await.unwrap().connection.id
    }

    pub(crate) async fn connected(&self, id: ConnectionId) -> bool {
        let view = connection::get(&self.ls, &self.caller, id).await.unwrap();
        view.connection.status == ConnectionStatus::Connected
    }

    /// How often the connection's status has moved.
    pub(crate) async fn moves(&self, id: ConnectionId) -> usize {
        let events = connection::events(&self.ls, &self.caller, id).await.unwrap();
        assert!(events.iter().all(|event| event.body.subject == Subject::Connection(id)));
        events.iter().filter(|event| event.body.kind == EventKind::ConnectionStatusChanged).count()
    }

    pub(crate) async fn counts(&self) -> OutboxCounts {
        outbox::counts(&self.ls).await.unwrap()
    }

    /// Whether the store holds so many marks. No read counts them; the store's `Debug` does.
    pub(crate) fn holds_marks(&self, count: usize) -> bool {
        format!("{:?}", self.store).contains(&format!("marks: Table({count} rows)"))
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    pub(crate) fn run(&self, options: DispatchOptions) -> Running {
        Self::running(Dispatcher::new(self.ls.clone(), options))
    }

    /// The same, which keeps checkpoints in this folder.
    pub(crate) fn run_keeping(&self, options: DispatchOptions, folder: PathBuf) -> Running {
        Self::running(Dispatcher::new(self.ls.clone(), options).with_checkpoints_in(folder))
    }

    fn running(dispatcher: Dispatcher) -> Running {
        let stop = CancellationToken::new();
        let waker = Waker::default();
        let dispatcher = dispatcher.with_waker(waker.clone());
        Running { task: tokio::spawn(dispatcher.run(stop.clone())), stop, waker }
    }
}

/// A loop at work.
pub(crate) struct Running {
    pub(crate) task: JoinHandle<()>,
    pub(crate) stop: CancellationToken,
    pub(crate) waker: Waker,
}

impl Running {
    pub(crate) async fn stop(self) {
        self.stop.cancel();
        self.task.await.unwrap();
    }
}

/// Lets paused time pass until so much has.
pub(crate) async fn pass(span: Duration) {
    tokio::time::sleep(span).await;
}

/// A loop that looks at the outbox only when it has a reason to.
pub(crate) fn never_polling() -> DispatchOptions {
    DispatchOptions { poll_at_most: Duration::from_secs(24 * 3600), ..DispatchOptions::default() }
}
