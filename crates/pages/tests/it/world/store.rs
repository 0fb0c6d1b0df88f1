use std::sync::atomic::{AtomicU8, Ordering};

use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::api_key::ApiKey;
use latchstring_domain::company::{Company, PublicCompanyId};
use latchstring_domain::connection::Connection;
use latchstring_domain::country::Country;
use latchstring_domain::event::{Event, Subject};
use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::id::{
    ApiKeyId, CompanyId, ConnectionId, EventId, FlowSessionId, InvitationId, MagicLinkId, ProviderId, SiteId,
    WorkspaceId,
};
use latchstring_domain::invitation::Invitation;
use latchstring_domain::magic_link::MagicLink;
use latchstring_domain::provider::{Provider, ProviderUrl};
use latchstring_domain::sealed::Digest;
use latchstring_domain::site::Site;
use latchstring_domain::text::ExternalId;
use latchstring_domain::workspace::Workspace;
use latchstring_storage::{
    ApiKeys, ChangeSet, Claim, ClaimedEntry, CommitError, Companies, ConnectionFilter, Connections,
    EventFilter, EventPosition, Events, FlowSessions, InvitationFilter, Invitations, MagicLinks, Outbox,
    OutboxCounts, Providers, Sites, Slice, StorageError, Store, Workspaces,
};
use latchstring_storage_memory::MemoryStore;

/// A store in memory that can be told to fail.
#[derive(Default)]
pub(crate) struct FragileStore {
    inner: MemoryStore,
    mood: AtomicU8,
}

/// How the store behaves from now on.
#[derive(Clone, Copy)]
pub(crate) enum Mood {
    /// It works.
    Well,
    /// One more set can be written, and then nothing.
    OneWrite,
    /// Nothing can be written.
    NoWrites,
    /// It does not answer at all.
    Down,
    /// It panics, with something in the message that nobody should read.
    Panics,
}

/// What a panic says.
pub(crate) const PANIC: &str = "postgres://owner:hunter2@10.0.0.5 is gone";

impl FragileStore {
    pub(crate) fn set(&self, mood: Mood) {
        self.mood.store(mood as u8, Ordering::SeqCst);
    }

    fn is(&self, mood: Mood) -> bool {
        self.mood.load(Ordering::SeqCst) == mood as u8
    }

    fn check_read(&self) -> Result<(), StorageError> {
        assert!(!self.is(Mood::Panics), "{PANIC}");
        if self.is(Mood::Down) { Err(StorageError::unavailable("no answer from 10.0.0.5")) } else { Ok(()) }
    }
}

#[async_trait]
impl Store for FragileStore {
    async fn commit(&self, set: ChangeSet) -> Result<(), CommitError> {
        self.check_read()?;
        if self.is(Mood::NoWrites) {
            return Err(StorageError::unavailable("the disk is full").into());
        }
        if self.is(Mood::OneWrite) {
            self.set(Mood::NoWrites);
        }
        self.inner.commit(set).await
    }

    async fn canary(&self) -> Result<Option<String>, StorageError> {
        self.inner.canary().await
    }

    async fn ping(&self) -> Result<(), StorageError> {
        self.check_read()
    }
}

macro_rules! pass_on {
    ($($trait:ident { $(fn $name:ident($($arg:ident: $type:ty),*) -> $value:ty;)* })*) => {$(
        #[async_trait]
        impl $trait for FragileStore {
            $(async fn $name(&self, $($arg: $type),*) -> Result<$value, StorageError> {
                self.check_read()?;
                self.inner.$name($($arg),*).await
            })*
        }
    )*};
}

pass_on! {
    Workspaces {
        fn workspace(id: WorkspaceId) -> Option<Workspace>;
        fn workspaces() -> Vec<Workspace>;
    }
    Companies {
        fn company(id: CompanyId) -> Option<Company>;
        fn company_by_public_id(id: &PublicCompanyId) -> Option<Company>;
        fn companies(
            workspace: WorkspaceId, external_id: Option<&ExternalId>, slice: Slice<CompanyId>
        ) -> Vec<Company>;
    }
    Sites {
        fn site(id: SiteId) -> Option<Site>;
        fn sites_of(company: CompanyId) -> Vec<Site>;
        fn sites_of_all(companies: &[CompanyId]) -> Vec<Site>;
    }
    ApiKeys {
        fn api_key_by_digest(digest: &Digest) -> Option<ApiKey>;
        fn api_key(id: ApiKeyId) -> Option<ApiKey>;
        fn api_keys(workspace: WorkspaceId) -> Vec<ApiKey>;
    }
    Providers {
        fn provider(id: ProviderId) -> Option<Provider>;
        fn provider_by_url(workspace: WorkspaceId, url: &ProviderUrl) -> Option<Provider>;
        fn providers(
            workspace: WorkspaceId, text: Option<&str>, country: Option<Country>, limit: u32
        ) -> Vec<Provider>;
    }
    Invitations {
        fn invitation(id: InvitationId) -> Option<Invitation>;
        fn invitation_by_token(digest: &Digest) -> Option<Invitation>;
        fn invitations(filter: &InvitationFilter, slice: Slice<InvitationId>) -> Vec<Invitation>;
        fn count_invitations(filter: &InvitationFilter) -> u64;
    }
    MagicLinks {
        fn magic_link(id: MagicLinkId) -> Option<MagicLink>;
        fn magic_links(company: CompanyId, slice: Slice<MagicLinkId>) -> Vec<MagicLink>;
    }
    FlowSessions {
        fn flow_session(id: FlowSessionId) -> Option<FlowSession>;
    }
    Connections {
        fn connection(id: ConnectionId) -> Option<Connection>;
        fn connections(filter: &ConnectionFilter, slice: Slice<ConnectionId>) -> Vec<Connection>;
        fn count_connections(filter: &ConnectionFilter) -> u64;
        fn connections_made_by(invitations: &[InvitationId]) -> Vec<Connection>;
    }
    Outbox {
        fn claim(claim: Claim) -> Vec<ClaimedEntry>;
        fn next_due() -> Option<Timestamp>;
        fn outbox_counts() -> OutboxCounts;
    }
    Events {
        fn last_event(subject: Subject) -> Option<EventPosition>;
        fn events_of(subject: Subject, after: u64, limit: u32) -> Vec<Event>;
        fn last_event_times(subjects: &[Subject]) -> Vec<(Subject, Timestamp)>;
        fn events(filter: &EventFilter, slice: Slice<EventId>) -> Vec<Event>;
        fn event_subjects(workspace: WorkspaceId, after: Option<Subject>, limit: u32) -> Vec<Subject>;
    }
}
