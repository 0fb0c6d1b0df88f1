use latchstring_domain::id::{ProviderId, WorkspaceId};
use latchstring_domain::provider::{Provider, ProviderUrl};
use latchstring_domain::text::ProviderName;

use super::brandings::PictureRow;
use super::cell::{Result, Row, json};
use super::{connector, names, oauth, sign_in_form};
use crate::entity::providers::Model;

/// The form in which texts are searched: without regard to ASCII case, and nothing else, alike on every backend.
pub(crate) fn fold(text: &str) -> String {
    text.to_ascii_lowercase()
}

pub(crate) fn write(value: &Provider) -> Result<Model> {
    let (connector_key, connector) = connector::write(value.connector.as_ref())?;
    Ok(Model {
        id: value.id.as_uuid(),
        workspace_id: value.workspace_id.as_uuid(),
        name: value.name.as_str().to_owned(),
        name_folded: fold(value.name.as_str()),
        url: value.url.as_str().to_owned(),
        url_folded: fold(value.url.as_str()),
        countries: names::write(&value.countries)?,
        utility_types: names::write(&value.utility_types)?,
        method: value.method.name().as_str().to_owned(),
        oauth: oauth::write(&value.method)?,
        form: sign_in_form::write(&value.form)?,
        connector_key,
        connector,
        logo: value.logo.as_ref().map(|logo| json(&PictureRow::write(logo))).transpose()?,
        mfa_forwarding: value.mfa_forwarding,
        listed: value.listed,
        created_at: value.created_at.unix_millis(),
        updated_at: value.updated_at.unix_millis(),
        version: value.version.number(),
    })
}

pub(crate) fn read(model: Model) -> Result<Provider> {
    let row = Row::new("providers", model.id);
    Ok(Provider {
        id: ProviderId::from_uuid(model.id),
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        name: row.ok("name", ProviderName::parse(&model.name))?,
        url: row.ok("url", ProviderUrl::parse(&model.url))?,
        countries: names::read(&row, "countries", &model.countries)?,
        utility_types: names::read(&row, "utility_types", &model.utility_types)?,
        method: oauth::read(&row, &model.method, model.oauth)?,
        form: sign_in_form::read(&row, &model.form)?,
        connector: connector::read(&row, (model.connector_key, model.connector))?,
        logo: model.logo.map(|text| row.json::<PictureRow>("logo", &text)?.read(&row, "logo")).transpose()?,
        mfa_forwarding: model.mfa_forwarding,
        listed: model.listed,
        created_at: row.time("created_at", model.created_at)?,
        updated_at: row.time("updated_at", model.updated_at)?,
        version: row.version(model.version)?,
    })
}
