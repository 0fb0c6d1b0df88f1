use std::num::NonZeroU32;

use latchstring_domain::allowed_providers::AllowedProviders;
use latchstring_domain::email::{AddressRule, AllowList};
use latchstring_domain::id::{CompanyId, InvitationId, ProviderId, WorkspaceId};
use latchstring_domain::invitation::{Invitation, LinkToken, Presentation};
use latchstring_domain::portal::Portal;
use latchstring_domain::return_url::ReturnUrl;
use latchstring_domain::text::{ExternalId, Message, ReturnState};
use latchstring_domain::web_origin::WebOrigin;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::actor::ActorRow;
use super::cell::{Result, Row, json, millis};
use super::link_brand::LinkBrandRow;
use super::metadata;
use super::names;
use super::portal::PortalRow;
use super::purpose::PurposeRow;
use crate::entity::invitations::Model;

#[derive(Serialize, Deserialize)]
pub(super) struct PresentationRow {
    locale: Option<String>,
    message: Option<String>,
    success_url: Option<String>,
    error_url: Option<String>,
    expired_url: Option<String>,
    state: Option<String>,
    #[serde(default)]
    embed: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    brand: Option<LinkBrandRow>,
}

impl PresentationRow {
    pub(super) fn write(value: &Presentation) -> Self {
        let Presentation { locale, message, success_url, error_url, expired_url, state, embed, brand } =
            value.clone();
        let url = |url: Option<ReturnUrl>| url.map(|url| url.to_string());
        Self {
            locale,
            message: message.as_ref().map(Message::to_string),
            success_url: url(success_url),
            error_url: url(error_url),
            expired_url: url(expired_url),
            state: state.as_ref().map(ReturnState::to_string),
            embed: embed.map(|origins| origins.iter().map(WebOrigin::to_string).collect()),
            brand: brand.as_deref().map(LinkBrandRow::write),
        }
    }

    pub(super) fn read(self, row: &Row) -> Result<Presentation> {
        let Self { locale, message, success_url, error_url, expired_url, state, embed, brand } = self;
        let url = |url| row.optional("presentation", url, |text: String| ReturnUrl::parse(&text));
        let origins = |texts: Vec<String>| texts.iter().map(|text| WebOrigin::parse(text)).collect();
        Ok(Presentation {
            locale,
            message: row.optional("presentation", message, |text| Message::parse(&text))?,
            success_url: url(success_url)?,
            error_url: url(error_url)?,
            expired_url: url(expired_url)?,
            state: row.optional("presentation", state, |text| ReturnState::parse(&text))?,
            embed: row.optional("presentation", embed, origins)?,
            brand: brand.map(|brand| brand.read(row)).transpose()?.map(Box::new),
        })
    }
}

pub(crate) fn write(value: &Invitation) -> Result<Model> {
    let PurposeRow { purpose, connection_id, prefill, locks } = PurposeRow::write(&value.purpose)?;
    Ok(Model {
        id: value.id.as_uuid(),
        workspace_id: value.workspace_id.as_uuid(),
        company_id: value.company_id.as_uuid(),
        purpose,
        connection_id,
        prefill,
        locks,
        allowed: names::write(value.allowed.rules())?,
        allowed_providers: json(&value.allowed_providers.ids().map(|id| id.as_uuid()).collect::<Vec<_>>())?,
        expires_at: millis(value.expires_at),
        max_uses: value.max_uses.map(|max| i64::from(max.get())),
        use_count: i64::from(value.use_count),
        revoked_at: millis(value.revoked_at),
        token_key_id: value.token.key_id.to_vec(),
        token_generation: i64::from(value.token.generation),
        token_digest: value.token.digest.as_bytes().to_vec(),
        portal: value.portal.as_ref().map(|portal| json(&PortalRow::write(portal))).transpose()?,
        presentation: json(&PresentationRow::write(&value.presentation))?,
        metadata: metadata::write(&value.metadata)?,
        external_id: value.external_id.as_ref().map(ExternalId::to_string),
        search: value.search_text(),
        created_by: json(&ActorRow::write(&value.created_by))?,
        created_at: value.created_at.unix_millis(),
        updated_at: value.updated_at.unix_millis(),
        version: value.version.number(),
    })
}

pub(crate) fn read(model: Model) -> Result<Invitation> {
    let row = Row::new("invitations", model.id);
    let purpose = PurposeRow {
        purpose: model.purpose,
        connection_id: model.connection_id,
        prefill: model.prefill,
        locks: model.locks,
    };
    Ok(Invitation {
        purpose: purpose.read(&row)?,
        allowed: allowed(&row, &model.allowed)?,
        allowed_providers: providers(&row, &model.allowed_providers)?,
        id: InvitationId::from_uuid(model.id),
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        company_id: CompanyId::from_uuid(model.company_id),
        expires_at: row.optional_time("expires_at", model.expires_at)?,
        max_uses: row
            .optional("max_uses", model.max_uses, |max| u32::try_from(max).and_then(NonZeroU32::try_from))?,
        use_count: row.ok("use_count", u32::try_from(model.use_count))?,
        revoked_at: row.optional_time("revoked_at", model.revoked_at)?,
        token: LinkToken {
            key_id: row.ok("token_key_id", <[u8; 4]>::try_from(model.token_key_id))?,
            generation: row.ok("token_generation", u32::try_from(model.token_generation))?,
            digest: row.digest("token_digest", model.token_digest)?,
        },
        portal: portal(&row, model.portal)?,
        presentation: row.json::<PresentationRow>("presentation", &model.presentation)?.read(&row)?,
        metadata: metadata::read(&row, &model.metadata)?,
        external_id: row.optional("external_id", model.external_id, |text| ExternalId::parse(&text))?,
        created_by: row.json::<ActorRow>("created_by", &model.created_by)?.read(&row, "created_by")?,
        created_at: row.time("created_at", model.created_at)?,
        updated_at: row.time("updated_at", model.updated_at)?,
        version: row.version(model.version)?,
    })
}

fn portal(row: &Row, text: Option<String>) -> Result<Option<Portal>> {
    text.map(|text| row.json::<PortalRow>("portal", &text)?.read(row)).transpose()
}

pub(super) fn providers(row: &Row, text: &str) -> Result<AllowedProviders> {
    let ids: Vec<Uuid> = row.json("allowed_providers", text)?;
    row.ok("allowed_providers", AllowedProviders::new(ids.into_iter().map(ProviderId::from_uuid)))
}

pub(super) fn allowed(row: &Row, text: &str) -> Result<AllowList> {
    let rules: Vec<String> = row.json("allowed", text)?;
    let rules: Vec<_> = row.ok("allowed", rules.iter().map(|rule| AddressRule::parse(rule)).collect())?;
    row.ok("allowed", AllowList::new(rules))
}
