use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::{ProviderId, SiteId};
use latchstring_domain::prefill::{Prefill, ProviderHint};
use latchstring_domain::provider::ProviderUrl;
use serde::{Deserialize, Serialize};

use super::cell::{Result, Row, day};

const COLUMN: &str = "prefill";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum HintRow {
    Url(String),
    Id(String),
}

#[derive(Serialize, Deserialize)]
pub(super) struct PrefillRow {
    provider: Option<HintRow>,
    initial_sites: Vec<String>,
    utility_types: Vec<String>,
    country: Option<String>,
    connection_owner_email: Option<String>,
    data_collection_start_date: Option<String>,
}

impl PrefillRow {
    pub(super) fn write(value: &Prefill) -> Result<Self> {
        let hint = |hint: &ProviderHint| match hint {
            ProviderHint::Url(url) => HintRow::Url(url.as_str().to_owned()),
            ProviderHint::Id(id) => HintRow::Id(id.to_string()),
        };
        Ok(Self {
            provider: value.provider.as_ref().map(hint),
            initial_sites: value.initial_sites.iter().map(SiteId::to_string).collect(),
            utility_types: value.utility_types.iter().map(ToString::to_string).collect(),
            country: value.country.map(|country| country.code().to_owned()),
            connection_owner_email: value.connection_owner_email.as_ref().map(EmailAddress::to_string),
            data_collection_start_date: day(value.data_collection_start_date)?,
        })
    }

    pub(super) fn read(self, row: &Row) -> Result<Prefill> {
        let provider = match self.provider {
            None => None,
            Some(HintRow::Url(url)) => Some(ProviderHint::Url(row.ok(COLUMN, ProviderUrl::parse(&url))?)),
            Some(HintRow::Id(id)) => Some(ProviderHint::Id(row.parse::<ProviderId>(COLUMN, &id)?)),
        };
        Ok(Prefill {
            provider,
            initial_sites: row.ok(COLUMN, self.initial_sites.iter().map(|id| id.parse()).collect())?,
            utility_types: row.ok(COLUMN, self.utility_types.iter().map(|name| name.parse()).collect())?,
            country: row.optional(COLUMN, self.country, |code| code.parse())?,
            connection_owner_email: row.email(COLUMN, self.connection_owner_email)?,
            data_collection_start_date: row.date(COLUMN, self.data_collection_start_date)?,
        })
    }
}
