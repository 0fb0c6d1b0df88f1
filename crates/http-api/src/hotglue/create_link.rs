use std::str::FromStr;

use axum::Json;
use latchstring_domain::key::{ConnectorKey, FlowKey};
use latchstring_domain::text::ExternalId;
use latchstring_service::portal::{self, CreatePortalLink, PortalLink, PortalWish};
use latchstring_web_kit::problem::Problem;
use secrecy::SecretString;
use serde::Serialize;
use utoipa::ToSchema;

use super::options::{self, Options, OptionsBody};
use super::path::Environment;
use super::refused;
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::read::{FieldCode, Fields, LooseBody, Refused, key, named, text, timestamp};
use crate::reveal::expose;
use crate::schema::{LooseBadBody, Missing, PortalLinkTypeName, Refusals, ReusedKey};
use crate::state::ApiState;

/// What a new portal link is made of. A member that is not known is passed over.
#[derive(Debug, ToSchema)]
#[schema(as = CreatePortalLink, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct CreateLinkBody {
    /// Whose accounts are to be connected: the external id of a company, which is made when it was not seen before.
    #[schema(min_length = 1, max_length = 255, example = "customer-1042")]
    tenant: String,
    /// What can be connected: `all`, `flows` (or `flow`), which needs `flow`, or `connectors` (or `connector`), which
    /// needs `flow` and `entityId`. Left out, it follows from which of these are there.
    #[schema(value_type = Option<PortalLinkTypeName>, example = "all")]
    r#type: Option<String>,
    /// The flow, by its key or its id.
    #[schema(min_length = 1, max_length = 100)]
    flow: Option<String>,
    /// The connector, by its key or its id in the catalog.
    #[schema(min_length = 1, max_length = 100)]
    entity_id: Option<String>,
    /// When the link ends, at least a minute ahead; null or left out: as the workspace's policy says.
    #[schema(format = DateTime, example = "2127-01-01T00:00:00Z")]
    expires_at: Option<String>,
    options: Option<OptionsBody>,
}

/// A portal link.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PortalLink)]
pub(crate) struct LinkBody {
    /// What the recipient opens.
    #[serde(serialize_with = "expose")]
    #[schema(value_type = String, example = "https://connect.example.com/?token=lsi_...")]
    url: SecretString,
    /// When it ends; null when it does not.
    #[schema(required, format = DateTime)]
    expires_at: Option<String>,
    /// The invitation that it is: it can be looked at, listed and revoked as one.
    #[schema(format = Uuid)]
    invitation_id: String,
    /// The options that have no effect here. They are kept.
    #[schema(example = json!([]))]
    ignored_options: Vec<String>,
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LinkType {
    All,
    Flow,
    Connector,
}

impl FromStr for LinkType {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        match text {
            "all" => Ok(Self::All),
            "flows" | "flow" => Ok(Self::Flow),
            "connectors" | "connector" => Ok(Self::Connector),
            _ => Err("must be one of all, flows, connectors"),
        }
    }
}

fn read(mut fields: Fields) -> Result<(CreatePortalLink, Vec<String>), Problem> {
    let tenant = fields.maybe("tenant", text(ExternalId::parse));
    if tenant.is_none() && !fields.was_refused("tenant") {
        fields.refuse("tenant", Refused::new(FieldCode::Required, "is required"));
    }
    let offer = offer(&mut fields);
    let expires_at = fields.maybe("expiresAt", timestamp);
    let read = fields.maybe_object("options", options::read).unwrap_or_default();
    let Options { options, connect_values, tenant_metadata, ignored } = read;
    let wish = tenant.zip(offer).map(|(tenant, offer)| {
        (CreatePortalLink { tenant, offer, expires_at, options, connect_values, tenant_metadata }, ignored)
    });
    fields.finish(wish)
}

fn offer(fields: &mut Fields) -> Option<PortalWish> {
    let flow = fields.maybe("flow", key::<FlowKey>);
    let connector = fields.maybe("entityId", key::<ConnectorKey>);
    let wanted = fields.maybe("type", named::<LinkType>);
    if ["flow", "entityId", "type"].iter().any(|name| fields.was_refused(name)) {
        return None;
    }
    let wanted = wanted.unwrap_or(match (&flow, &connector) {
        (_, Some(_)) => LinkType::Connector,
        (Some(_), None) => LinkType::Flow,
        (None, None) => LinkType::All,
    });
    let needs = |fields: &mut Fields, name: &str| {
        fields.refuse(name, Refused::new(FieldCode::Required, "is required for this type"));
    };
    match (wanted, flow, connector) {
        (LinkType::All, _, _) => Some(PortalWish::All),
        (LinkType::Flow, Some(flow), _) => Some(PortalWish::Flow(flow)),
        (LinkType::Connector, Some(flow), Some(connector)) => Some(PortalWish::Connector { flow, connector }),
        (_, flow, connector) => {
            if flow.is_none() {
                needs(fields, "flow");
            }
            if connector.is_none() && wanted == LinkType::Connector {
                needs(fields, "entityId");
            }
            None
        }
    }
}

/// Make a portal link
///
/// The link is an invitation, so it can be listed (`source=hotglue`) and revoked like any other. Needs the scopes
/// `invitations:write` and `links:reveal`.
#[utoipa::path(
    post, path = "/{env_id}/magicLink", operation_id = "createPortalLink", tag = "Connectors",
    params(("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$"), ("env_id" = String, Path, description = "The environment: what your programs call the workspace, or its id.")),
    request_body = CreateLinkBody,
    responses((status = 200, description = "The link.", body = LinkBody), LooseBadBody, ReusedKey, Missing, Refusals)
)]
pub(crate) async fn create_link(
    Acting(api): Acting,
    caller: ApiCaller,
    Environment(environment): Environment,
    LooseBody(fields): LooseBody,
) -> Result<Json<LinkBody>, Problem> {
    make(&api, &caller, &environment, fields).await
}

/// Makes the link that a body asks for.
pub(super) async fn make(
    api: &ApiState,
    caller: &ApiCaller,
    environment: &str,
    fields: Fields,
) -> Result<Json<LinkBody>, Problem> {
    let (wish, ignored_options) = read(fields)?;
    let made = portal::create_link(api.latchstring(), &caller.0, environment, wish).await;
    let PortalLink { invitation, url } = made.map_err(refused::link)?;
    Ok(Json(LinkBody {
        url,
        expires_at: invitation.expires_at.map(|at| at.to_string()),
        invitation_id: invitation.id.to_string(),
        ignored_options,
    }))
}
