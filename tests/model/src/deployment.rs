use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::company::Company;
use latchstring_domain::event::Origin;
use latchstring_domain::id::SiteId;
use latchstring_domain::metadata::Metadata;
use latchstring_domain::outbox::Lane;
use latchstring_domain::provider::Provider;
use latchstring_domain::site::SitePath;
use latchstring_domain::text::{CompanyName, SiteName, WorkspaceName};
use latchstring_domain::webhook::{AttemptOutcome, EndpointUrl, EventTypes};
use latchstring_domain::workspace::{ExpiryPolicy, Mode, Workspace};
use latchstring_secrets::keyring::Keyring;
use latchstring_service::company::CreateCompany;
use latchstring_service::outbox::Claim;
use latchstring_service::ports::{Clock, Links, Randomness};
use latchstring_service::provider::SearchProviders;
use latchstring_service::site::CreateSite;
use latchstring_service::webhook::{Announced, CreateEndpoint, Due, Work};
use latchstring_service::workspace::CreateWorkspace;
use latchstring_service::{
    Caller, Failure, Latchstring, Parts, company, outbox, provider, site, webhook, workspace,
};
use latchstring_sign_in::{Drivers, Sandbox, SandboxCollector};
use latchstring_storage::Store;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{CryptoRng, SeedableRng as _};

use crate::relay::Relayed;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub(crate) struct StoodClock(AtomicI64);

impl StoodClock {
    pub(crate) fn advance(&self, span: Duration) {
        self.0.fetch_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX), Ordering::SeqCst);
    }
}

#[async_trait]
impl Clock for StoodClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_millis(self.0.load(Ordering::SeqCst)).unwrap_or(Timestamp::EPOCH)
    }

    async fn sleep(&self, _: Duration) {
        tokio::task::yield_now().await;
    }
}

/// Every use case gets the next of a fixed row of generators.
#[derive(Debug, Default)]
struct Row(AtomicU64);

impl Randomness for Row {
    fn rng(&self) -> Box<dyn CryptoRng + Send> {
        Box::new(ChaCha20Rng::seed_from_u64(self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

struct Fixed;

impl Links for Fixed {
    fn address(&self, _: &Workspace) -> String {
        "https://connect.example".to_owned()
    }
}

/// A deployment with a workspace, its company and two sites, somebody who hears of everything, and a workspace of strangers.
pub(crate) struct Deployment<S> {
    pub(crate) ls: Latchstring,
    pub(crate) store: Arc<Relayed<S>>,
    pub(crate) clock: Arc<StoodClock>,
    randomness: Arc<Row>,
    keyring: Arc<Keyring>,
    pub(crate) caller: Caller,
    pub(crate) strangers: Caller,
    pub(crate) company: Company,
    pub(crate) sites: Vec<SiteId>,
    pub(crate) provider: Provider,
    /// The id and the body of each webhook that arrived, as often as it did.
    pub(crate) arrived: Vec<(String, String)>,
}

fn latchstring<S: Store + 'static>(
    store: &Arc<Relayed<S>>,
    keyring: &Arc<Keyring>,
    clock: &Arc<StoodClock>,
    randomness: &Arc<Row>,
) -> Latchstring {
    Latchstring::new(Parts {
        store: store.clone(),
        keyring: keyring.clone(),
        clock: clock.clone(),
        randomness: randomness.clone(),
        links: Arc::new(Fixed),
        sign_in: Arc::new(Drivers::new(Sandbox::new(clock.clone()))),
        collector: Arc::new(SandboxCollector::default()),
    })
}

async fn new_workspace(ls: &Latchstring, name: &str) -> Result<Caller, Error> {
    let name = WorkspaceName::parse(name)?;
    let wish =
        CreateWorkspace { name, environment: None, mode: Mode::Sandbox, expiry: ExpiryPolicy::default() };
    let made = workspace::create(ls, "model", Origin::default(), wish).await?;
    Ok(Caller::operator(made.id, "model", Origin::default()))
}

async fn new_company(ls: &Latchstring, caller: &Caller) -> Result<(Company, Vec<SiteId>), Error> {
    let wish = CreateCompany {
        name: CompanyName::parse("Wohnen eG")?,
        external_id: None,
        data_collection_start_date: None,
        metadata: Metadata::default(),
    };
    let company = company::create(ls, caller, wish).await?;
    let mut sites = Vec::new();
    for name in ["Hauptstraße 1", "Hauptstraße 2"] {
        let name = SiteName::parse(name)?;
        let wish = CreateSite { name, external_id: None, address: None, path: SitePath::default() };
        sites.push(site::create(ls, caller, company.id, wish).await?.id);
    }
    Ok((company, sites))
}

impl<S: Store + 'static> Deployment<S> {
    pub(crate) async fn new(store: S) -> Result<Self, Error> {
        let store = Arc::new(Relayed::new(store, Default::default()));
        let clock = Arc::new(StoodClock(AtomicI64::new(1_795_000_000_000)));
        let randomness = Arc::new(Row::default());
        let keyring = Arc::new(Keyring::generate(&mut ChaCha20Rng::seed_from_u64(1)));
        let ls = latchstring(&store, &keyring, &clock, &randomness);
        let caller = new_workspace(&ls, "Acme").await?;
        let strangers = new_workspace(&ls, "Strangers").await?;
        let (company, sites) = new_company(&ls, &caller).await?;
        let wish = SearchProviders { limit: 10, ..SearchProviders::default() };
        let provider = provider::search(&ls, caller.workspace_id(), &wish).await?.pop();
        let provider = provider.ok_or("no provider in the sandbox")?;
        for listener in [&caller, &strangers] {
            let wish = CreateEndpoint {
                url: EndpointUrl::parse("https://hooks.example.com/")?,
                description: None,
                types: EventTypes::default(),
                headers: None,
                secret: None,
                enabled: true,
            };
            webhook::create(&ls, listener, wish).await?;
        }
        let arrived = Vec::new();
        Ok(Self {
            ls,
            store,
            clock,
            randomness,
            keyring,
            caller,
            strangers,
            company,
            sites,
            provider,
            arrived,
        })
    }

    /// The process ends, and another one starts on the same storage.
    pub(crate) fn restart(&mut self) {
        self.ls = latchstring(&self.store, &self.keyring, &self.clock, &self.randomness);
    }

    /// Does the outbox's work until none is due.
    pub(crate) async fn work(&mut self, taken: bool) -> Result<(), Failure> {
        loop {
            let mut claimed = Vec::new();
            for lane in Lane::ALL {
                let claim = Claim::of(lane, self.ls.now(), Duration::from_secs(60), 10);
                claimed.extend(outbox::claim_turn(&self.ls, claim).await?);
            }
            if claimed.is_empty() {
                return Ok(());
            }
            for entry in &claimed {
                match webhook::kind_of(&entry.entry.task) {
                    Some(Work::Announce) => {
                        let all = webhook::announcements(&self.ls, entry).await?;
                        let written = all.into_iter().map(|announcement| Announced {
                            body: latchstring_webhooks::body(&announcement),
                            announcement,
                        });
                        webhook::announced(&self.ls, entry, &written.collect::<Vec<_>>()).await?;
                    }
                    Some(Work::Deliver) => self.deliver(entry, taken).await?,
                    None => drop(outbox::perform(&self.ls, entry).await?),
                }
            }
        }
    }

    async fn deliver(&mut self, entry: &outbox::ClaimedEntry, taken: bool) -> Result<(), Failure> {
        let Due::Send(due) = webhook::due(&self.ls, entry).await? else { return Ok(()) };
        if taken {
            self.arrived.push((due.message_id, due.body));
        }
        let status = if taken { 200 } else { 503 };
        let outcome = AttemptOutcome::Answered { status, answer: String::new() };
        let now = self.ls.now();
        webhook::attempted(&self.ls, entry, now, Duration::ZERO, &outcome, None).await.map(drop)
    }

    /// Does all work, whenever it is due.
    pub(crate) async fn finish(&mut self) -> Result<(), Failure> {
        self.store.plan(crate::Trouble::None);
        loop {
            self.work(true).await?;
            let mut next = None;
            for lane in Lane::ALL {
                next = next.into_iter().chain(outbox::next_due(&self.ls, lane).await?).min();
            }
            match next {
                Some(due) => self.clock.advance(due.since(self.ls.now()).max(Duration::from_millis(1))),
                None => return Ok(()),
            }
        }
    }
}
