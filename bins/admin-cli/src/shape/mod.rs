//! The documented shapes of what is answered, each built from a value of the domain by taking it apart: a new field
//! there does not compile here until somebody has decided whether it is shown.

mod api_key;
mod branding;
mod bulk;
mod company;
mod connection;
mod connector;
mod deed;
mod doctor;
mod event;
mod flow;
mod invitation;
mod link_brand;
mod magic_link;
mod mail;
mod mapping;
mod metadata;
mod outbox;
mod prefill;
mod provider;
mod recipient;
mod resent;
mod schema;
mod site;
mod suppression;
mod webhook;
mod workspace;

pub(crate) use api_key::{ApiKeyList, ApiKeyShape, NewApiKeyShape, RotatedApiKeyShape};
pub(crate) use branding::BrandingShape;
pub(crate) use bulk::ImportedShape;
pub(crate) use company::{CompanyList, CompanyShape};
pub(crate) use connection::{ConnectionDetail, ConnectionList, ConnectionShape};
pub(crate) use connector::{ConnectorList, ConnectorShape, ImportShape};
pub(crate) use deed::{ChangedKeyring, KeyList, KeyUsage, Migrated, NewKeyring, RewrappedShape};
pub(crate) use doctor::{Check, Finding, Health};
pub(crate) use event::{
    BrokenCheckpointShape, BrokenShape, EventList, EventShape, Exported, ExportedCheckpoints, Verification,
};
pub(crate) use flow::{DeletedFlow, FlowList, FlowShape};
pub(crate) use invitation::{InvitationDetailShape, InvitationList, InvitationShape};
pub(crate) use magic_link::{CutOffShape, InspectionShape, MagicLinkList, MagicLinkShape, NewMagicLinkShape};
pub(crate) use mail::SentTest;
pub(crate) use outbox::{BegunAnewShape, DeadLetterList, DeadLetterShape, DiscardedShape};
pub(crate) use provider::{ProviderList, ProviderShape};
pub(crate) use recipient::ErasedShape;
pub(crate) use resent::ResentShape;
pub(crate) use site::{SiteList, SiteShape};
pub(crate) use suppression::{LiftedShape, SuppressionListShape};
pub(crate) use webhook::{
    DeletedWebhook, DeliveryList, DeliveryShape, NewWebhookShape, ReplayedShape, WebhookList, WebhookShape,
};
pub(crate) use workspace::{SecretShape, WorkspaceList, WorkspaceShape};
