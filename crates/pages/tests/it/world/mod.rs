//! A deployment in memory with one sandbox workspace, one company and two sites, behind the real router.

mod magic;
mod portal;
mod ports;
mod store;

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use latchstring_domain::allowed_providers::AllowedProviders;
use latchstring_domain::company::Company;
use latchstring_domain::email::{AddressRule, AllowList};
use latchstring_domain::event::{Event, EventKind, Origin, Subject};
use latchstring_domain::id::{ConnectionId, InvitationId, ProviderId};
use latchstring_domain::invitation::{InvitationStatus, Lifetime};
use latchstring_domain::metadata::Metadata;
use latchstring_domain::prefill::{Locks, Prefill};
use latchstring_domain::provider::{Provider, ProviderUrl};
use latchstring_domain::site::{Site, SitePath};
use latchstring_domain::text::{CompanyName, Message, ProviderName, SiteAddress, SiteName, WorkspaceName};
use latchstring_domain::workspace::{ExpiryPolicy, Mode, Workspace};
use latchstring_i18n::Catalog;
use latchstring_pages::PagesState;
use latchstring_secrets::keyring::Keyring;
use latchstring_service::company::CreateCompany;
use latchstring_service::invitation::{
    CreateContributor, CreateReconnect, InvitationDetail, InvitationTerms, InvitationView, Resend,
};
use latchstring_service::ports::{Clock as _, Randomness as _};
use latchstring_service::provider::{SearchProviders, search};
use latchstring_service::site::CreateSite;
use latchstring_service::workspace::CreateWorkspace;
use latchstring_service::{Caller, Latchstring, Parts, company, invitation, site, workspace};
use latchstring_sign_in::{Drivers, Sandbox, SandboxCollector};
use latchstring_storage::{
    Change, ChangeSet, ConnectionFilter, Connections as _, Events as _, Slice, Store as _,
};
use latchstring_web_kit::request::RequestIds;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use secrecy::ExposeSecret as _;
use uuid::Uuid;

pub(crate) use magic::{address, secret};
pub(crate) use portal::{TENANT, address as portal_address, answers, field, portal_token, schema};
pub(crate) use ports::{Noted, Seeded, SetClock};
pub(crate) use store::{FragileStore, Mood, PANIC};

/// 20 November 2026, nine o'clock.
const START: i64 = 1_795_165_200_000;

pub(crate) const BASE: &str = "https://connect.example.com";

/// Everything a test works with.
pub(crate) struct World {
    pub(crate) router: Router,
    pub(crate) state: PagesState,
    pub(crate) ls: Latchstring,
    pub(crate) store: Arc<FragileStore>,
    pub(crate) clock: Arc<SetClock>,
    pub(crate) visits: Arc<Noted>,
    pub(crate) caller: Caller,
    pub(crate) workspace: Workspace,
    pub(crate) company: Company,
    pub(crate) sites: Vec<Site>,
    /// The sandbox.
    pub(crate) provider: Provider,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with_delay(Sandbox::DELAY).await
    }

    /// One where the slow user of the sandbox is this slow.
    pub(crate) async fn with_delay(delay: Duration) -> Self {
        Self::deployed(delay, |ls| ls).await
    }

    /// One that sends mail.
    pub(crate) async fn with_mail() -> Self {
        Self::deployed(Sandbox::DELAY, Latchstring::with_mail).await
    }

    async fn deployed(delay: Duration, finish: impl FnOnce(Latchstring) -> Latchstring) -> Self {
        let store = Arc::new(FragileStore::default());
        let clock = Arc::new(SetClock::at(START));
        let ls = Latchstring::new(Parts {
            store: store.clone(),
            keyring: Arc::new(Keyring::generate(&mut ChaCha20Rng::seed_from_u64(1))),
            clock: clock.clone(),
            randomness: Arc::new(Seeded::default()),
            links: Arc::new(ports::PathLinks),
            sign_in: Arc::new(Drivers::new(Sandbox::new(clock.clone()).with_delay(delay))),
            collector: Arc::new(SandboxCollector::default()),
        });
        let ls = finish(ls);
        let (workspace, caller) = new_workspace(&ls, "Acme").await;
        let name = CompanyName::parse("Acme Property Services").unwrap();
        let metadata = Metadata::default();
        let wish = CreateCompany { name, external_id: None, data_collection_start_date: None, metadata };
        let company = company::create(&ls, &caller, wish).await.unwrap();
        let mut sites = Vec::new();
        for name in ["12 Harbour Street", "Warehouse North"] {
            sites.push(new_site(&ls, &caller, &company, name).await);
        }
        let wish = SearchProviders { limit: 1, ..SearchProviders::default() };
        let provider = search(&ls, workspace.id, &wish).await.unwrap().remove(0);
        let visits = Arc::new(Noted::default());
        let state = state(&ls, &visits, Catalog::load().unwrap());
        let router = latchstring_pages::router(state.clone());
        Self { router, state, ls, store, clock, visits, caller, workspace, company, sites, provider }
    }

    /// A link for one new connection that works for a week.
    pub(crate) async fn invite(&self) -> InvitationView {
        self.invite_with(Prefill::default(), Locks::default(), terms()).await
    }

    pub(crate) async fn invite_with(
        &self,
        prefill: Prefill,
        locks: Locks,
        terms: InvitationTerms,
    ) -> InvitationView {
        let wish = CreateContributor {
            company_id: self.company.id,
            prefill,
            locks,
            allowed_providers: Default::default(),
            terms,
        };
        invitation::create_contributor(&self.ls, &self.caller, wish).await.unwrap()
    }

    /// A link for one new connection at one of these.
    pub(crate) async fn invite_among(
        &self,
        providers: &[&Provider],
        prefill: Prefill,
        locks: Locks,
    ) -> InvitationView {
        let allowed_providers = AllowedProviders::new(providers.iter().map(|one| one.id)).unwrap();
        let company_id = self.company.id;
        let wish = CreateContributor { company_id, prefill, locks, allowed_providers, terms: terms() };
        invitation::create_contributor(&self.ls, &self.caller, wish).await.unwrap()
    }

    /// A link for one repair of this connection.
    pub(crate) async fn invite_to_repair(&self, connection: ConnectionId) -> InvitationView {
        let wish = CreateReconnect { connection_id: connection, terms: terms() };
        invitation::create_reconnect(&self.ls, &self.caller, wish).await.unwrap()
    }

    pub(crate) async fn revoke(&self, invitation: &InvitationView) {
        invitation::revoke(&self.ls, &self.caller, invitation.invitation.id).await.unwrap();
    }

    /// The invitation with another link, mailed to nobody.
    pub(crate) async fn rotate(&self, invitation: &InvitationView) -> InvitationView {
        let wish = Resend { rotate: true, to: Some(Vec::new()), ..Resend::default() };
        let id = invitation.invitation.id;
        invitation::resend(&self.ls, &self.caller, id, &wish).await.unwrap().view
    }

    pub(crate) async fn detail(&self, id: InvitationId) -> InvitationDetail {
        invitation::get(&self.ls, &self.caller, id).await.unwrap()
    }

    /// How often a link was used, and where it stands.
    pub(crate) async fn uses(&self, invitation: &InvitationView) -> (u32, InvitationStatus) {
        let view = self.detail(invitation.invitation.id).await.view;
        (view.invitation.use_count, view.status)
    }

    pub(crate) async fn events(&self, invitation: &InvitationView) -> Vec<Event> {
        self.store.events_of(Subject::Invitation(invitation.invitation.id), 0, 200).await.unwrap()
    }

    pub(crate) async fn event_kinds(&self, invitation: &InvitationView) -> Vec<EventKind> {
        self.events(invitation).await.into_iter().map(|event| event.body.kind).collect()
    }

    pub(crate) async fn connections(&self) -> Vec<latchstring_domain::connection::Connection> {
        let workspace = self.workspace.id;
        let filter = ConnectionFilter {
            workspace,
            company: None,
            status: None,
            owner_email: None,
            sites: Vec::new(),
            flow: None,
        };
        self.store.connections(&filter, Slice::first(100)).await.unwrap()
    }

    /// A provider put straight into the catalog.
    pub(crate) async fn list_provider(
        &self,
        name: &str,
        url: &str,
        change: impl FnOnce(&mut Provider),
    ) -> Provider {
        let mut provider = Provider {
            id: ProviderId::generate(self.clock.now(), &mut *Seeded::default().rng()),
            name: ProviderName::parse(name).unwrap(),
            url: ProviderUrl::parse(url).unwrap(),
            connector: None,
            ..self.provider.clone()
        };
        change(&mut provider);
        self.store.commit(ChangeSet::new().with(Change::CreateProvider(provider.clone()))).await.unwrap();
        provider
    }
}

/// The state of pages over these use cases.
pub(crate) fn state(ls: &Latchstring, visits: &Arc<Noted>, catalog: Catalog) -> PagesState {
    let count = AtomicU64::new(0);
    let ids: RequestIds = Arc::new(move || {
        let low = u128::from(count.fetch_add(1, Ordering::Relaxed) + 1);
        Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + low)
    });
    PagesState::new(ls.clone(), BASE.parse().unwrap(), visits.clone(), Arc::new(catalog), ids)
}

pub(crate) async fn new_workspace(ls: &Latchstring, name: &str) -> (Workspace, Caller) {
    let name = WorkspaceName::parse(name).unwrap();
    let wish =
        CreateWorkspace { name, environment: None, mode: Mode::Sandbox, expiry: ExpiryPolicy::default() };
    let workspace = workspace::create(ls, "olivia", Origin::default(), wish).await.unwrap();
    let caller = Caller::operator(workspace.id, "olivia", Origin::default());
    (workspace, caller)
}

pub(crate) async fn new_site(ls: &Latchstring, caller: &Caller, company: &Company, name: &str) -> Site {
    let wish = CreateSite {
        name: SiteName::parse(name).unwrap(),
        external_id: None,
        address: Some(SiteAddress::parse("4 Quay Road\nBergen").unwrap()),
        path: SitePath::default(),
    };
    site::create(ls, caller, company.id, wish).await.unwrap()
}

/// One use, a week, a message.
pub(crate) fn terms() -> InvitationTerms {
    let mut terms = InvitationTerms {
        lifetime: Some(Lifetime::For(Duration::from_secs(7 * 24 * 3600))),
        max_uses: NonZeroU32::new(1),
        ..InvitationTerms::default()
    };
    terms.presentation.message = Some(Message::parse("For the energy report.").unwrap());
    terms
}

/// The same, for one address only.
pub(crate) fn gated() -> InvitationTerms {
    let rule = AddressRule::parse("dana@harbour.example").unwrap();
    InvitationTerms { allowed: AllowList::new([rule]).unwrap(), ..terms() }
}

/// The path of a link.
pub(crate) fn link(invitation: &InvitationView) -> String {
    invitation.url.as_ref().unwrap().expose_secret().to_owned()
}

/// The token in it.
pub(crate) fn token(invitation: &InvitationView) -> String {
    invitation.token.as_ref().unwrap().expose_secret().to_owned()
}
