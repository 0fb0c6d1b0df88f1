use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::api_key::ApiKey;
use latchstring_domain::company::{Company, PublicCompanyId};
use latchstring_domain::connection::Connection;
use latchstring_domain::country::Country;
use latchstring_domain::event::{Event, Subject};
use latchstring_domain::flow::Flow;
use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::id::{
    ApiKeyId, CompanyId, ConnectionId, EventId, FlowId, FlowSessionId, InvitationId, MagicLinkId, ProviderId,
    SiteId, WorkspaceId,
};
use latchstring_domain::invitation::Invitation;
use latchstring_domain::key::{ConnectorKey, FlowKey};
use latchstring_domain::magic_link::MagicLink;
use latchstring_domain::provider::{Provider, ProviderUrl};
use latchstring_domain::sealed::Digest;
use latchstring_domain::site::Site;
use latchstring_domain::text::ExternalId;
use latchstring_domain::workspace::Workspace;
use latchstring_storage::{
    ApiKeys, Change, ChangeSet, Claim, ClaimedEntry, CommitError, Companies, ConnectionFilter, Connections,
    EventFilter, EventPosition, Events, FlowSessions, Flows, InvitationFilter, Invitations, MagicLinks,
    Outbox, OutboxCounts, Providers, Refusal, Sites, Slice, StorageError, Store, Workspaces,
};
use latchstring_storage_memory::MemoryStore;
use tokio::task::yield_now;

/// How a commit goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The storage does not answer, and nothing was written.
    Unavailable,
    /// Everything was written, and the answer got lost.
    AnswerLost,
    /// The change at this place cannot be made, after those before it were.
    At(usize),
}

type Tamper = Box<dyn Fn(Vec<Event>) -> Vec<Event> + Send>;

/// A store in memory that goes wrong when it is told to, remembers what was committed, and can show a forged log. Each
/// call lets the other tasks go first, so that use cases that run side by side really read before any of them writes.
#[derive(Default)]
pub(crate) struct FaultyStore {
    inner: MemoryStore,
    fault: Mutex<Option<(u32, Fault)>>,
    refused: Mutex<Option<Refusal>>,
    commits: AtomicUsize,
    committed: Mutex<Vec<ChangeSet>>,
    pub(super) sessions: Mutex<Vec<FlowSessionId>>,
    tamper: Mutex<Option<Tamper>>,
}

impl FaultyStore {
    /// The next commit goes wrong.
    pub(crate) fn fail_next(&self, fault: Fault) {
        self.fail_after(0, fault);
    }

    /// The commit after so many that go well goes wrong.
    pub(crate) fn fail_after(&self, commits: u32, fault: Fault) {
        *self.fault.lock().unwrap() = Some((commits, fault));
    }

    /// From now on every commit is refused for this reason.
    pub(crate) fn refuse_all(&self, why: Refusal) {
        *self.refused.lock().unwrap() = Some(why);
    }

    /// How often a commit was tried.
    pub(crate) fn commits(&self) -> usize {
        self.commits.load(Ordering::SeqCst)
    }

    /// Whether a fault that was planned has not happened yet; it will not any more.
    pub(crate) fn forget_fault(&self) -> bool {
        self.fault.lock().unwrap().take().is_some()
    }

    /// What was committed since the last call.
    pub(crate) fn take_committed(&self) -> Vec<ChangeSet> {
        std::mem::take(&mut self.committed.lock().unwrap())
    }

    /// From now on the events of each subject are read as this makes them.
    pub(crate) fn forge(&self, tamper: impl Fn(Vec<Event>) -> Vec<Event> + Send + 'static) {
        *self.tamper.lock().unwrap() = Some(Box::new(tamper));
    }

    /// Writes a set without faults and without remembering it: what somebody with the database in hand does.
    pub(crate) async fn write(&self, change: Change) {
        self.inner.commit(ChangeSet::new().with(change)).await.unwrap();
    }

    fn next_fault(&self) -> Option<Fault> {
        let mut planned = self.fault.lock().unwrap();
        match planned.take() {
            Some((0, fault)) => Some(fault),
            Some((commits, fault)) => {
                *planned = Some((commits - 1, fault));
                None
            }
            None => None,
        }
    }

    fn note_sessions(&self, set: &ChangeSet) {
        let opened = set.changes().iter().filter_map(|change| match change {
            Change::CreateFlowSession(session) => Some(session.id),
            _ => None,
        });
        self.sessions.lock().unwrap().extend(opened);
    }

    /// The set with a change in it that breaks a rule whatever is read again.
    async fn with_an_impossible_change(&self, set: ChangeSet, place: usize) -> ChangeSet {
        let existing = self.inner.workspaces().await.unwrap().remove(0);
        let mut changes = set.into_changes();
        changes.insert(place.min(changes.len()), Change::CreateWorkspace(existing));
        changes.into_iter().fold(ChangeSet::new(), ChangeSet::with)
    }
}

fn no_answer() -> StorageError {
    StorageError::unavailable("no answer")
}

#[async_trait]
impl Store for FaultyStore {
    async fn commit(&self, set: ChangeSet) -> Result<(), CommitError> {
        yield_now().await;
        self.note_sessions(&set);
        self.commits.fetch_add(1, Ordering::SeqCst);
        if let Some(why) = *self.refused.lock().unwrap() {
            return Err(CommitError::Refused { change: "", index: 0, why });
        }
        match self.next_fault() {
            Some(Fault::Unavailable) => return Err(no_answer().into()),
            Some(Fault::At(place)) => {
                let set = self.with_an_impossible_change(set, place).await;
                return self.inner.commit(set).await;
            }
            Some(Fault::AnswerLost) => {
                self.inner.commit(set.clone()).await?;
                self.committed.lock().unwrap().push(set);
                return Err(no_answer().into());
            }
            None => {}
        }
        self.inner.commit(set.clone()).await?;
        self.committed.lock().unwrap().push(set);
        Ok(())
    }

    async fn canary(&self) -> Result<Option<String>, StorageError> {
        yield_now().await;
        self.inner.canary().await
    }

    async fn ping(&self) -> Result<(), StorageError> {
        self.inner.ping().await
    }
}

macro_rules! pass_on {
    ($($trait:ident { $(fn $name:ident($($arg:ident: $type:ty),*) -> $value:ty;)* })*) => {$(
        #[async_trait]
        impl $trait for FaultyStore {
            $(async fn $name(&self, $($arg: $type),*) -> Result<$value, StorageError> {
                yield_now().await;
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
    Flows {
        fn connector(workspace: WorkspaceId, key: &ConnectorKey) -> Option<Provider>;
        fn connectors(
            workspace: WorkspaceId, after: Option<&ConnectorKey>, limit: u32
        ) -> Vec<Provider>;
        fn providers_by_ids(ids: &[ProviderId]) -> Vec<Provider>;
        fn flow(id: FlowId) -> Option<Flow>;
        fn flow_by_key(workspace: WorkspaceId, key: &FlowKey) -> Option<Flow>;
        fn flows(workspace: WorkspaceId) -> Vec<Flow>;
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
}

#[async_trait]
impl Events for FaultyStore {
    async fn last_event(&self, subject: Subject) -> Result<Option<EventPosition>, StorageError> {
        yield_now().await;
        self.inner.last_event(subject).await
    }

    async fn events_of(&self, subject: Subject, after: u64, limit: u32) -> Result<Vec<Event>, StorageError> {
        yield_now().await;
        if self.tamper.lock().unwrap().is_none() {
            return self.inner.events_of(subject, after, limit).await;
        }
        let all = self.inner.events_of(subject, 0, latchstring_storage::MAX_LIMIT).await?;
        let mut seen = match &*self.tamper.lock().unwrap() {
            Some(tamper) => tamper(all),
            None => all,
        };
        seen.sort_by_key(|event| event.sequence);
        let wanted = seen.into_iter().filter(|event| event.sequence > after);
        Ok(wanted.take(usize::try_from(limit).unwrap()).collect())
    }

    async fn last_event_times(
        &self,
        subjects: &[Subject],
    ) -> Result<Vec<(Subject, Timestamp)>, StorageError> {
        yield_now().await;
        self.inner.last_event_times(subjects).await
    }

    async fn events(&self, filter: &EventFilter, slice: Slice<EventId>) -> Result<Vec<Event>, StorageError> {
        yield_now().await;
        self.inner.events(filter, slice).await
    }

    async fn event_subjects(
        &self,
        workspace: WorkspaceId,
        after: Option<Subject>,
        limit: u32,
    ) -> Result<Vec<Subject>, StorageError> {
        yield_now().await;
        self.inner.event_subjects(workspace, after, limit).await
    }
}
