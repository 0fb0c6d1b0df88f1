//! A deployment in memory with one sandbox workspace, one company and two sites.

mod faulty;
mod magic;
mod portal;
mod ports;
mod snapshot;
mod walk;

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use latchstring_domain::event::{Event, EventKind, Origin, Subject};
use latchstring_domain::id::{ConnectionId, InvitationId, RequestId, WorkspaceId};
use latchstring_domain::invitation::Lifetime;
use latchstring_domain::metadata::Metadata;
use latchstring_domain::provider::Provider;
use latchstring_domain::site::{Site, SitePath};
use latchstring_domain::text::{CompanyName, SiteName, WorkspaceName};
use latchstring_domain::workspace::{ExpiryPolicy, Mode, Workspace};
use latchstring_domain::{Timestamp, company::Company};
use latchstring_secrets::keyring::{Keyring, RootKey};
use latchstring_service::company::CreateCompany;
use latchstring_service::invitation::{CreateContributor, CreateReconnect, InvitationTerms, InvitationView};
use latchstring_service::provider::SearchProviders;
use latchstring_service::site::CreateSite;
use latchstring_service::workspace::CreateWorkspace;
use latchstring_service::{
    Caller, Latchstring, Parts, company, invitation, outbox, provider, site, workspace,
};
use latchstring_sign_in::{Drivers, Sandbox, SandboxCollector};
use latchstring_storage::{Change, ChangeSet, Events as _, MAX_LIMIT, Store};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;

pub(crate) use faulty::{Fault, FaultyStore};
pub(crate) use magic::{magic, secret};
pub(crate) use portal::{TENANT, answers, mapped, schema, tenant, typed};
pub(crate) use ports::{InterruptedSignIn, Seeded, SetClock, SimpleLinks};
pub(crate) use snapshot::Snapshot;
pub(crate) use walk::{PASSWORD, USERNAME, credentials, utilities};

/// Everything a test works with.
pub(crate) struct World {
    pub(crate) ls: Latchstring,
    pub(crate) store: Arc<FaultyStore>,
    pub(crate) clock: Arc<SetClock>,
    pub(crate) randomness: Arc<Seeded>,
    pub(crate) sign_in: Arc<InterruptedSignIn>,
    pub(crate) keyring: Arc<Keyring>,
    pub(crate) workspace: Workspace,
    pub(crate) caller: Caller,
    pub(crate) company: Company,
    pub(crate) sites: Vec<Site>,
    pub(crate) provider: Provider,
}

/// A keyring that is the same for the same seed.
pub(crate) fn keyring(seed: u64) -> Keyring {
    Keyring::generate(&mut ChaCha20Rng::seed_from_u64(seed))
}

/// Where a request with this number comes from.
pub(crate) fn origin(request: u128) -> Origin {
    Origin {
        request_id: Some(RequestId::from_uuid(uuid::Uuid::from_u128(request))),
        ip: Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7))),
        user_agent: Some("Mozilla/5.0 (test)".to_owned()),
    }
}

/// A deployment over this store, with these keys.
pub(crate) fn deployment(
    store: Arc<dyn Store>,
    keyring: Arc<Keyring>,
    clock: Arc<SetClock>,
    randomness: Arc<Seeded>,
) -> (Latchstring, Arc<InterruptedSignIn>) {
    let sign_in = Arc::new(InterruptedSignIn::new(Drivers::new(Sandbox::new(clock.clone()))));
    let parts = Parts {
        store,
        keyring,
        clock,
        randomness,
        links: Arc::new(SimpleLinks),
        sign_in: sign_in.clone(),
        collector: Arc::new(SandboxCollector::default()),
    };
    (Latchstring::new(parts), sign_in)
}

pub(crate) async fn new_workspace(ls: &Latchstring, name: &str) -> Workspace {
    let name = WorkspaceName::parse(name).unwrap();
    let wish =
        CreateWorkspace { name, environment: None, mode: Mode::Sandbox, expiry: ExpiryPolicy::default() };
    workspace::create(ls, "olivia", origin(1), wish).await.unwrap()
}

pub(crate) async fn new_company(ls: &Latchstring, caller: &Caller, name: &str) -> Company {
    let name = CompanyName::parse(name).unwrap();
    let wish = CreateCompany {
        name,
        external_id: None,
        data_collection_start_date: None,
        metadata: Metadata::default(),
    };
    company::create(ls, caller, wish).await.unwrap()
}

pub(crate) async fn new_site(ls: &Latchstring, caller: &Caller, company: &Company, name: &str) -> Site {
    let name = SiteName::parse(name).unwrap();
    let wish = CreateSite { name, external_id: None, address: None, path: SitePath::default() };
    site::create(ls, caller, company.id, wish).await.unwrap()
}

impl World {
    pub(crate) async fn new() -> Self {
        let store = Arc::new(FaultyStore::default());
        let clock = Arc::new(SetClock::at(1_795_000_000_000));
        let keyring = Arc::new(keyring(1));
        let randomness = Arc::new(Seeded::default());
        let (ls, sign_in) = deployment(store.clone(), keyring.clone(), clock.clone(), randomness.clone());
        let workspace = new_workspace(&ls, "Acme").await;
        let caller = Caller::operator(workspace.id, "olivia", origin(2));
        let company = new_company(&ls, &caller, "Wohnen eG").await;
        let first = new_site(&ls, &caller, &company, "Hauptstraße 1").await;
        let second = new_site(&ls, &caller, &company, "Hauptstraße 2").await;
        let provider = sandbox_provider(&ls, workspace.id).await;
        let sites = vec![first, second];
        Self { ls, store, clock, randomness, sign_in, keyring, workspace, caller, company, sites, provider }
    }

    /// The keyring after a rotation: another key seals, the old one still opens.
    pub(crate) fn rotated(&self) -> Keyring {
        let key = RootKey::generate(&mut ChaCha20Rng::seed_from_u64(99));
        let id = key.id();
        self.keyring.with_key(key).unwrap().promote(id).unwrap()
    }

    /// The same deployment, started again with these keys.
    pub(crate) fn restarted_with(&self, keyring: Keyring) -> Latchstring {
        let (store, clock) = (self.store.clone(), self.clock.clone());
        deployment(store, Arc::new(keyring), clock, self.randomness.clone()).0
    }

    /// An invitation that may be used so often, for so many seconds.
    pub(crate) async fn invite(&self, max_uses: Option<u32>, seconds: Option<u64>) -> InvitationView {
        let wish = self.wish(terms(max_uses, seconds));
        invitation::create_contributor(&self.ls, &self.caller, wish).await.unwrap()
    }

    pub(crate) fn wish(&self, terms: InvitationTerms) -> CreateContributor {
        let company_id = self.company.id;
        CreateContributor {
            company_id,
            prefill: Default::default(),
            locks: Default::default(),
            allowed_providers: Default::default(),
            terms,
        }
    }

    pub(crate) async fn invite_to_repair(&self, connection: ConnectionId) -> InvitationView {
        let wish = CreateReconnect { connection_id: connection, terms: terms(Some(1), None) };
        invitation::create_reconnect(&self.ls, &self.caller, wish).await.unwrap()
    }

    /// Does the outbox's work that is due, one piece after the other; how many pieces there were.
    pub(crate) async fn work(&self) -> usize {
        let mut done = 0;
        loop {
            let claimed = outbox::claim(&self.ls, std::time::Duration::from_secs(60), 10).await.unwrap();
            if claimed.is_empty() {
                return done;
            }
            for entry in &claimed {
                assert_eq!(outbox::perform(&self.ls, entry).await.unwrap(), outbox::Performed::Done);
                done += 1;
            }
        }
    }

    /// Writes a change without faults and without remembering it: what somebody with the database in hand does.
    pub(crate) async fn write(&self, change: Change) {
        self.store.inner().commit(ChangeSet::new().with(change)).await.unwrap();
    }

    pub(crate) async fn events(&self, subject: Subject) -> Vec<Event> {
        self.store.events_of(subject, 0, MAX_LIMIT).await.unwrap()
    }

    pub(crate) async fn kinds(&self, subject: Subject) -> Vec<EventKind> {
        self.events(subject).await.iter().map(|event| event.body.kind).collect()
    }

    pub(crate) async fn story(&self, invitation: InvitationId) -> Vec<EventKind> {
        self.kinds(Subject::Invitation(invitation)).await
    }

    /// The tries that the workspace's log says were denied, with the reason of each.
    pub(crate) async fn denials(&self) -> Vec<String> {
        let events = self.events(Subject::Workspace(self.workspace.id)).await;
        let denied = events.into_iter().filter(|event| event.body.kind == EventKind::AccessDenied);
        denied.map(|event| format!("{:?}", event.body.data.values())).collect()
    }

    pub(crate) fn sites_ids(&self) -> Vec<latchstring_domain::id::SiteId> {
        self.sites.iter().map(|site| site.id).collect()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.ls.now()
    }
}

pub(crate) fn terms(max_uses: Option<u32>, seconds: Option<u64>) -> InvitationTerms {
    InvitationTerms {
        max_uses: max_uses.map(|uses| uses.try_into().unwrap()),
        lifetime: seconds.map(|seconds| Lifetime::For(std::time::Duration::from_secs(seconds))),
        ..InvitationTerms::default()
    }
}

pub(crate) async fn sandbox_provider(ls: &Latchstring, workspace: WorkspaceId) -> Provider {
    let wish = SearchProviders { limit: 10, ..SearchProviders::default() };
    provider::search(ls, workspace, &wish).await.unwrap().pop().unwrap()
}
