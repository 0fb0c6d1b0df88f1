//! How far a recipient got, as one JSON column: what belongs to one state is in no other.

use latchstring_domain::country::Country;
use latchstring_domain::flow_session::{FlowState, ProviderChoice, SignedIn, SiteChoice};
use latchstring_domain::id::SiteId;
use latchstring_domain::sealed::SealedCredentials;
use latchstring_domain::sign_in::{Challenge, ChallengeOption};
use serde::{Deserialize, Serialize};

use super::cell::{Result, Row};
use super::sealed::{SealedFields, SealedText};

const COLUMN: &str = "state";

#[derive(Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case")]
pub(super) enum FlowStateRow {
    Opened,
    ProviderChosen { provider: ChoiceRow },
    Challenged { provider: ChoiceRow, challenge: ChallengeRow, held: SealedText },
    SignedIn { signed_in: SignedInRow },
    SitesChosen { signed_in: SignedInRow, sites: Vec<String>, utility_types: Vec<String> },
    Submitted { millis: i64 },
}

#[derive(Serialize, Deserialize)]
pub(super) struct ChoiceRow {
    provider_id: String,
    country: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct SignedInRow {
    provider: ChoiceRow,
    data_key: SealedText,
    fields: SealedFields,
    verified: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum ChallengeRow {
    Code { sent_to: String, attempts_left: Option<u8> },
    Choice { options: Vec<(String, String)> },
    Question { text: String, attempts_left: Option<u8> },
    NewPassword { rules: Option<String> },
}

impl FlowStateRow {
    pub(super) fn write(state: &FlowState) -> Self {
        match state {
            FlowState::Opened => Self::Opened,
            FlowState::ProviderChosen(provider) => Self::ProviderChosen { provider: choice(*provider) },
            FlowState::Challenged { provider, challenge, held } => Self::Challenged {
                provider: choice(*provider),
                challenge: ChallengeRow::write(challenge),
                held: SealedText::write(held),
            },
            FlowState::SignedIn(signed_in) => Self::SignedIn { signed_in: SignedInRow::write(signed_in) },
            FlowState::SitesChosen { signed_in, sites } => Self::SitesChosen {
                signed_in: SignedInRow::write(signed_in),
                sites: sites.sites().iter().map(SiteId::to_string).collect(),
                utility_types: sites.utility_types().iter().map(ToString::to_string).collect(),
            },
            FlowState::Submitted { at } => Self::Submitted { millis: at.unix_millis() },
        }
    }

    pub(super) fn read(self, row: &Row) -> Result<FlowState> {
        Ok(match self {
            Self::Opened => FlowState::Opened,
            Self::ProviderChosen { provider } => FlowState::ProviderChosen(provider.read(row)?),
            Self::Challenged { provider, challenge, held } => FlowState::Challenged {
                provider: provider.read(row)?,
                challenge: challenge.read(),
                held: held.read(row, COLUMN)?,
            },
            Self::SignedIn { signed_in } => FlowState::SignedIn(signed_in.read(row)?),
            Self::SitesChosen { signed_in, sites, utility_types } => FlowState::SitesChosen {
                signed_in: signed_in.read(row)?,
                sites: SiteChoice::from_stored(
                    row.ok(COLUMN, sites.iter().map(|id| id.parse()).collect())?,
                    row.ok(COLUMN, utility_types.iter().map(|name| name.parse()).collect())?,
                ),
            },
            Self::Submitted { millis } => FlowState::Submitted { at: row.time(COLUMN, millis)? },
        })
    }
}

fn choice(value: ProviderChoice) -> ChoiceRow {
    ChoiceRow {
        provider_id: value.provider_id.to_string(),
        country: value.country.map(|country: Country| country.code().to_owned()),
    }
}

impl ChoiceRow {
    fn read(self, row: &Row) -> Result<ProviderChoice> {
        Ok(ProviderChoice {
            provider_id: row.parse(COLUMN, &self.provider_id)?,
            country: row.optional(COLUMN, self.country, |code| code.parse())?,
        })
    }
}

impl SignedInRow {
    fn write(value: &SignedIn) -> Self {
        Self {
            provider: choice(value.provider),
            data_key: SealedText::write(&value.credentials.data_key),
            fields: SealedFields::write(&value.credentials),
            verified: value.verified,
        }
    }

    fn read(self, row: &Row) -> Result<SignedIn> {
        Ok(SignedIn {
            provider: self.provider.read(row)?,
            credentials: SealedCredentials {
                data_key: self.data_key.read(row, COLUMN)?,
                fields: self.fields.read(row, COLUMN)?,
            },
            verified: self.verified,
        })
    }
}

impl ChallengeRow {
    fn write(challenge: &Challenge) -> Self {
        match challenge.clone() {
            Challenge::Code { sent_to, attempts_left } => Self::Code { sent_to, attempts_left },
            Challenge::Choice { options } => Self::Choice {
                options: options.into_iter().map(|option| (option.key, option.label)).collect(),
            },
            Challenge::Question { text, attempts_left } => Self::Question { text, attempts_left },
            Challenge::NewPassword { rules } => Self::NewPassword { rules },
        }
    }

    fn read(self) -> Challenge {
        match self {
            Self::Code { sent_to, attempts_left } => Challenge::Code { sent_to, attempts_left },
            Self::Choice { options } => {
                let option = |(key, label)| ChallengeOption { key, label };
                Challenge::Choice { options: options.into_iter().map(option).collect() }
            }
            Self::Question { text, attempts_left } => Challenge::Question { text, attempts_left },
            Self::NewPassword { rules } => Challenge::NewPassword { rules },
        }
    }
}
