use latchstring_domain::flow::Schema;
use latchstring_domain::key::ConnectorKey;
use latchstring_domain::provider::{Connector, ProviderUrl};
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::{ProviderName, Tag};
use latchstring_service::connector::ConnectorImport;

use super::{field, oauth};
use crate::document::{Members, Mistakes, Node, Spot, Strangers, schema};

/// How one signs in at a connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// With a form.
    Api,
    OAuth,
}

/// The key of a connector, if it has one that can be read, to call it by in what is said of it.
pub(super) fn key(node: &Node) -> Option<ConnectorKey> {
    let Node::Object(members) = node else { return None };
    let id = members.iter().find(|(name, _)| name == "id").map(|(_, id)| id);
    let Some(Node::Text(id)) = id else { return None };
    id.parse().ok()
}

pub(super) fn kind(members: &Members<'_>, mistakes: &mut Mistakes) -> Option<Kind> {
    let spot = members.required("type", mistakes)?;
    match spot.text(mistakes)? {
        "api" => Some(Kind::Api),
        "oauth" => Some(Kind::OAuth),
        _ => spot.refuse(mistakes, "must be api or oauth"),
    }
}

/// Reads a connector: with a form, or with a registration.
pub(super) fn read(
    spot: &Spot<'_>,
    members: &Members<'_>,
    kind: Option<Kind>,
    mistakes: &mut Mistakes,
) -> Option<ConnectorImport> {
    let key = members.required("id", mistakes);
    let key = key.and_then(|id| id.parsed(mistakes, str::parse::<ConnectorKey>));
    let name = members.required("label", mistakes);
    let name = name.and_then(|label| label.parsed(mistakes, ProviderName::parse));
    let tags = members.get("tags").map_or(Some(Vec::new()), |list| tags(&list, mistakes));
    let icon = match members.filled("icon") {
        Some(icon) => icon.parsed(mistakes, ProviderUrl::parse).map(Some),
        None => Some(None),
    };
    let url = address(spot, members, mistakes);
    let (form, oauth) = match kind {
        // Nothing is filled in where one agrees; what a catalog of others has there is passed over.
        Some(Kind::OAuth) => {
            let oauth = members.required("oauth", mistakes).and_then(|spot| oauth::read(&spot, mistakes));
            (Some(SignInForm(Vec::new())), oauth.map(Some))
        }
        _ => (field::form(members, mistakes), Some(None)),
    };
    let fields = fields(members, mistakes);
    let connector = Connector { key: key?, tags: tags?, icon: icon?, fields: fields? };
    Some(ConnectorImport { connector, name: name?, url: url?, form: form?, oauth: oauth? })
}

fn tags(list: &Spot<'_>, mistakes: &mut Mistakes) -> Option<Vec<Tag>> {
    let mut kept: Vec<Tag> = Vec::new();
    for tag in list.each(Connector::MAX_TAGS, mistakes, |tag, mistakes| tag.parsed(mistakes, Tag::parse))? {
        if !kept.contains(&tag) {
            kept.push(tag);
        }
    }
    Some(kept)
}

/// Where its customers sign in: `url`, or else the host that `domain` names.
fn address(spot: &Spot<'_>, members: &Members<'_>, mistakes: &mut Mistakes) -> Option<ProviderUrl> {
    match (members.filled("url"), members.filled("domain")) {
        (Some(url), _) => url.parsed(mistakes, ProviderUrl::parse),
        (None, Some(domain)) => domain.parsed(mistakes, host),
        (None, None) => spot.refuse(mistakes, "must have a domain, or a url"),
    }
}

fn host(text: &str) -> Result<ProviderUrl, &'static str> {
    let text = text.trim();
    // Whatever else an address may have would silently become a part of it.
    let bare = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    let url = if bare { ProviderUrl::parse(&format!("https://{text}")).ok() } else { None };
    url.ok_or("must be the name of a host, such as example.com; a whole address goes into url")
}

/// The fields that it is known to have, for mapping.
fn fields(members: &Members<'_>, mistakes: &mut Mistakes) -> Option<Option<Schema>> {
    let tables = match (members.get("schema"), members.get("catalog")) {
        (Some(_), Some(catalog)) => {
            return catalog.refuse(mistakes, "means the same as schema; leave one of them out");
        }
        (schema, catalog) => schema.or(catalog),
    };
    let Some(tables) = tables else { return Some(None) };
    schema(&tables, Strangers::PassedOver, mistakes).map(Some)
}
