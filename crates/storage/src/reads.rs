use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::api_key::ApiKey;
use latchstring_domain::branding::{Branding, FileKey, StoredFile};
use latchstring_domain::company::{Company, PublicCompanyId};
use latchstring_domain::connection::{Connection, ConnectionStatus};
use latchstring_domain::country::Country;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::flow::Flow;
use latchstring_domain::id::{
    ApiKeyId, CompanyId, ConnectionId, DeliveryId, EndpointId, EventId, FlowId, InvitationId,
    InvitationMailId, MagicLinkId, MessageId, ProviderId, SiteId, WorkspaceId,
};
use latchstring_domain::idempotency::KeptAnswer;
use latchstring_domain::invitation::{
    Invitation, InvitationMail, InvitationSource, InvitationStatus, InvitationType, RetiredLink,
};
use latchstring_domain::key::{ConnectorKey, FlowKey};
use latchstring_domain::magic_link::MagicLink;
use latchstring_domain::provider::{Provider, ProviderUrl};
use latchstring_domain::sealed::Digest;
use latchstring_domain::site::Site;
use latchstring_domain::text::{ExternalId, ProviderName, SearchText};
use latchstring_domain::utility::UtilityType;
use latchstring_domain::webhook::{Delivery, DeliveryStatus, Endpoint, Message};
use latchstring_domain::workspace::Workspace;

use crate::{ParkedFilter, Slice, StorageError};

type Result<T> = std::result::Result<T, StorageError>;

/// Reads of workspaces.
#[async_trait]
pub trait Workspaces {
    /// The workspace with this id.
    async fn workspace(&self, id: WorkspaceId) -> Result<Option<Workspace>>;
    /// All workspaces, oldest first. A deployment has few.
    async fn workspaces(&self) -> Result<Vec<Workspace>>;
}

/// Reads of how workspaces look.
#[async_trait]
pub trait Brandings {
    /// The branding of a workspace, if anything was ever chosen.
    async fn branding(&self, workspace: WorkspaceId) -> Result<Option<Branding>>;
    /// The file with this key, of whatever workspace.
    async fn file(&self, key: &FileKey) -> Result<Option<StoredFile>>;
}

/// Reads of companies.
#[async_trait]
pub trait Companies {
    /// The company with this id, in whatever workspace.
    async fn company(&self, id: CompanyId) -> Result<Option<Company>>;
    /// The companies with these ids, in whatever workspace and no particular order; an id that is none is left out.
    async fn companies_by_ids(&self, ids: &[CompanyId]) -> Result<Vec<Company>>;
    /// The company with this public id, in whatever workspace.
    async fn company_by_public_id(&self, id: &PublicCompanyId) -> Result<Option<Company>>;
    /// The companies of a workspace, newest first; only the one with this external id when one is given.
    async fn companies(
        &self,
        workspace: WorkspaceId,
        external_id: Option<&ExternalId>,
        slice: Slice<CompanyId>,
    ) -> Result<Vec<Company>>;
}

/// Reads of sites.
#[async_trait]
pub trait Sites {
    /// The site with this id, in whatever workspace.
    async fn site(&self, id: SiteId) -> Result<Option<Site>>;
    /// All sites of a company, oldest first.
    async fn sites_of(&self, company: CompanyId) -> Result<Vec<Site>>;
    /// All sites of these companies, oldest first.
    async fn sites_of_all(&self, companies: &[CompanyId]) -> Result<Vec<Site>>;
}

/// Reads of API keys.
#[async_trait]
pub trait ApiKeys {
    /// The key whose text has this digest. One indexed read.
    async fn api_key_by_digest(&self, digest: &Digest) -> Result<Option<ApiKey>>;
    /// The key with this id, in whatever workspace.
    async fn api_key(&self, id: ApiKeyId) -> Result<Option<ApiKey>>;
    /// The keys of a workspace, oldest first.
    async fn api_keys(&self, workspace: WorkspaceId) -> Result<Vec<ApiKey>>;
}

/// Which providers are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderFilter {
    /// Those of this workspace.
    pub workspace: WorkspaceId,
    /// Those that recipients find in the catalog, or those that they do not.
    pub listed: bool,
    /// Only those whose name or address contains this text, without regard to ASCII case.
    pub text: Option<String>,
    /// Only those that serve this country: one that names none serves any.
    pub country: Option<Country>,
    /// Only those that deliver this: one that names nothing delivers anything.
    pub utility_type: Option<UtilityType>,
    /// Only those among these; `None`: any.
    pub among: Option<Vec<ProviderId>>,
}

impl ProviderFilter {
    /// Every provider that recipients of this workspace find.
    #[must_use]
    pub const fn listed(workspace: WorkspaceId) -> Self {
        Self { workspace, listed: true, text: None, country: None, utility_type: None, among: None }
    }
}

/// A place in a list of providers by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderPlace {
    /// The name of the provider at it.
    pub name: ProviderName,
    /// The provider at it.
    pub id: ProviderId,
}

/// Reads of the provider catalog.
#[async_trait]
pub trait Providers {
    /// The provider with this id, in whatever workspace.
    async fn provider(&self, id: ProviderId) -> Result<Option<Provider>>;
    /// The provider of a workspace with this address.
    async fn provider_by_url(&self, workspace: WorkspaceId, url: &ProviderUrl) -> Result<Option<Provider>>;
    /// Providers by name, without regard to ASCII case, those after `after`, at most `limit`.
    async fn providers(
        &self,
        filter: &ProviderFilter,
        after: Option<&ProviderPlace>,
        limit: u32,
    ) -> Result<Vec<Provider>>;
}

/// Reads of the providers that are connectors, and of the flows that offer them.
#[async_trait]
pub trait Flows {
    /// The provider of a workspace with this connector key.
    async fn connector(&self, workspace: WorkspaceId, key: &ConnectorKey) -> Result<Option<Provider>>;
    /// The listed providers of a workspace that have a connector key, by that key, after `after`, at most `limit`.
    async fn connectors(
        &self,
        workspace: WorkspaceId,
        after: Option<&ConnectorKey>,
        limit: u32,
    ) -> Result<Vec<Provider>>;
    /// The providers with these ids, in whatever workspace and no particular order; an id that is none is left out.
    async fn providers_by_ids(&self, ids: &[ProviderId]) -> Result<Vec<Provider>>;
    /// The flow with this id, in whatever workspace.
    async fn flow(&self, id: FlowId) -> Result<Option<Flow>>;
    /// The flow of a workspace with this key.
    async fn flow_by_key(&self, workspace: WorkspaceId, key: &FlowKey) -> Result<Option<Flow>>;
    /// All flows of a workspace, oldest first. A workspace has few.
    async fn flows(&self, workspace: WorkspaceId) -> Result<Vec<Flow>>;
}

/// Which invitations are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationFilter {
    /// Those of this workspace.
    pub workspace: WorkspaceId,
    /// Only those of this company.
    pub company: Option<CompanyId>,
    /// Only those that repair this connection.
    pub connection: Option<ConnectionId>,
    /// Only those with this status at this time.
    pub status: Option<(InvitationStatus, Timestamp)>,
    /// Only those made through this interface.
    pub source: Option<InvitationSource>,
    /// Only those of this type.
    pub kind: Option<InvitationType>,
    /// Only those whose allow-list names this address, or that were mailed to it.
    pub email: Option<EmailAddress>,
    /// Only those in whose [`Invitation::search_text`] this occurs.
    pub text: Option<SearchText>,
    /// Only those made then or later. An id is made within the hour of its row, on which reads by time rely.
    pub made_from: Option<Timestamp>,
    /// Only those made before.
    pub made_before: Option<Timestamp>,
}

impl InvitationFilter {
    /// All invitations of a workspace.
    #[must_use]
    pub const fn all(workspace: WorkspaceId) -> Self {
        Self {
            workspace,
            company: None,
            connection: None,
            status: None,
            source: None,
            kind: None,
            email: None,
            text: None,
            made_from: None,
            made_before: None,
        }
    }
}

/// Reads of invitations.
#[async_trait]
pub trait Invitations {
    /// The invitation with this id, in whatever workspace.
    async fn invitation(&self, id: InvitationId) -> Result<Option<Invitation>>;
    /// Those with these ids, in whatever workspace, each once and oldest first.
    async fn invitations_by_ids(&self, ids: &[InvitationId]) -> Result<Vec<Invitation>>;
    /// The invitation whose link has this digest. One indexed read.
    async fn invitation_by_token(&self, digest: &Digest) -> Result<Option<Invitation>>;
    /// The link with this digest that an invitation had and has no more. One indexed read.
    async fn retired_link(&self, digest: &Digest) -> Result<Option<RetiredLink>>;
    /// Invitations, newest first.
    async fn invitations(
        &self,
        filter: &InvitationFilter,
        slice: Slice<InvitationId>,
    ) -> Result<Vec<Invitation>>;
    /// How many invitations the filter matches.
    async fn count_invitations(&self, filter: &InvitationFilter) -> Result<u64>;
}

/// Reads of the mails of invitations.
#[async_trait]
pub trait InvitationMails {
    /// The mail with this id, in whatever workspace.
    async fn invitation_mail(&self, id: InvitationMailId) -> Result<Option<InvitationMail>>;
    /// All mails of these invitations, oldest first.
    async fn mails_of(&self, invitations: &[InvitationId]) -> Result<Vec<InvitationMail>>;
}

/// Reads of magic links.
#[async_trait]
pub trait MagicLinks {
    /// The magic link with this id, in whatever workspace.
    async fn magic_link(&self, id: MagicLinkId) -> Result<Option<MagicLink>>;
    /// The magic links of a company, newest first.
    async fn magic_links(&self, company: CompanyId, slice: Slice<MagicLinkId>) -> Result<Vec<MagicLink>>;
}

/// Reads of answers that are kept to be given again.
#[async_trait]
pub trait KeptAnswers {
    /// The answer in this slot; one whose time is over may be there still.
    async fn kept_answer(&self, slot: &Digest) -> Result<Option<KeptAnswer>>;
}

/// How often something has happened that may happen so often until a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// How often.
    pub count: u32,
    /// Until when that counts.
    pub until: Timestamp,
}

/// Reads of what is counted.
#[async_trait]
pub trait Tallies {
    /// The count of this; one whose time has come may be there still.
    async fn tally(&self, key: &Digest) -> Result<Option<Tally>>;
}

/// Which connections are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionFilter {
    /// Those of this workspace.
    pub workspace: WorkspaceId,
    /// Only those of this company.
    pub company: Option<CompanyId>,
    /// Only those with this status.
    pub status: Option<ConnectionStatus>,
    /// Only those of this owner.
    pub owner_email: Option<EmailAddress>,
    /// Only those that began with one of these sites; empty: any.
    pub sites: Vec<SiteId>,
    /// Only those made in this flow.
    pub flow: Option<FlowId>,
}

/// Reads of connections.
#[async_trait]
pub trait Connections {
    /// The connection with this id, in whatever workspace.
    async fn connection(&self, id: ConnectionId) -> Result<Option<Connection>>;
    /// Connections, newest first.
    async fn connections(
        &self,
        filter: &ConnectionFilter,
        slice: Slice<ConnectionId>,
    ) -> Result<Vec<Connection>>;
    /// How many connections the filter matches.
    async fn count_connections(&self, filter: &ConnectionFilter) -> Result<u64>;
    /// The connections that these invitations made, oldest first.
    async fn connections_made_by(&self, invitations: &[InvitationId]) -> Result<Vec<Connection>>;
}

/// Which deliveries to an endpoint are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryFilter {
    /// Those to this endpoint.
    pub endpoint: EndpointId,
    /// Only those that stand there.
    pub status: Option<DeliveryStatus>,
}

/// The webhooks of a workspace that tell of what happened from a time on and before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MessageRange {
    /// Those of this workspace.
    pub workspace: WorkspaceId,
    /// Of what happened then or later.
    pub from: Timestamp,
    /// Of what happened before.
    pub until: Timestamp,
}

/// Reads of webhooks.
#[async_trait]
pub trait Webhooks {
    /// The endpoint with this id, in whatever workspace.
    async fn endpoint(&self, id: EndpointId) -> Result<Option<Endpoint>>;
    /// All endpoints of a workspace, oldest first. A workspace has few.
    async fn endpoints(&self, workspace: WorkspaceId) -> Result<Vec<Endpoint>>;
    /// The webhook with this id, in whatever workspace.
    async fn message(&self, id: MessageId) -> Result<Option<Message>>;
    /// The webhooks of a range that tell of an event, in the order of what they tell of, after the last one seen, at most
    /// `limit`. Tests tell of none.
    async fn messages(
        &self,
        range: &MessageRange,
        after: Option<(Timestamp, MessageId)>,
        limit: u32,
    ) -> Result<Vec<Message>>;
    /// The webhooks that tell of these events, in no particular order.
    async fn messages_of(&self, events: &[EventId]) -> Result<Vec<Message>>;
    /// The delivery with this id, in whatever workspace.
    async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>>;
    /// A webhook's way to an endpoint.
    async fn delivery_of(&self, endpoint: EndpointId, message: MessageId) -> Result<Option<Delivery>>;
    /// Deliveries to an endpoint, newest first.
    async fn deliveries(&self, filter: &DeliveryFilter, slice: Slice<DeliveryId>) -> Result<Vec<Delivery>>;
    /// Deliveries that were given up, newest first.
    async fn failed_deliveries(
        &self,
        filter: &ParkedFilter,
        slice: Slice<DeliveryId>,
    ) -> Result<Vec<Delivery>>;
}
