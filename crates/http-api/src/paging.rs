//! Pages of lists: by number with totals, as the documented interface has them, or by cursor.

use latchstring_domain::email::EmailAddress;
use latchstring_domain::problem::ProblemCode;
use latchstring_service::{
    Listing, PageRequest, ProviderPlace, open_address_cursor, open_cursor, open_provider_cursor,
    seal_address_cursor, seal_cursor, seal_provider_cursor,
};
use latchstring_web_kit::problem::Problem;
use serde_json::Value;
use uuid::Uuid;

use crate::auth::ApiCaller;
use crate::problem::{failed, problem};
use crate::read::{FieldCode, Query, Refused};
use crate::state::ApiState;

const PER_PAGE: u32 = 100;
const MAX_PER_PAGE: u32 = 500;
/// The last page that can be asked for: the largest number that the integers of every client hold.
const MAX_PAGE: u32 = i32::MAX.unsigned_abs();

/// Which page a query asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PageWish {
    Number {
        number: u32,
        per_page: u32,
    },
    /// After the place that a cursor stands for; from the beginning for `?cursor=`.
    Cursor {
        text: String,
        per_page: u32,
    },
}

/// Reads `page`, `limit` and `cursor`.
pub(crate) fn page(query: &mut Query) -> PageWish {
    if query.has("page") && query.has("cursor") {
        let detail = "cannot be given together with page";
        query.refuse("cursor", Refused::new(FieldCode::Exclusive, detail));
    }
    let number = query.number("page", 1..=MAX_PAGE).unwrap_or(1);
    cursor(query).unwrap_or(PageWish::Number { number, per_page: limit(query) })
}

/// Reads `limit` and `cursor`, for a list that has no numbered pages; `None` without a cursor.
pub(crate) fn cursor(query: &mut Query) -> Option<PageWish> {
    let text = query.take("cursor", |text| Ok::<_, Refused>(text.to_owned()))?;
    Some(PageWish::Cursor { text, per_page: limit(query) })
}

/// Reads `limit`.
pub(crate) fn limit(query: &mut Query) -> u32 {
    query.number("limit", 1..=MAX_PER_PAGE).unwrap_or(PER_PAGE)
}

/// A list with its filters, as the cursors made for it know it.
pub(crate) struct List<'a> {
    api: &'a ApiState,
    caller: &'a ApiCaller,
    description: String,
}

impl<'a> List<'a> {
    /// The list of this name under these filters.
    pub(crate) fn new(api: &'a ApiState, caller: &'a ApiCaller, name: &str, filters: &Value) -> Self {
        // JSON, because a text in a filter may hold whatever would separate them.
        Self { api, caller, description: format!("{name} {filters}") }
    }

    /// What a use case is asked for.
    ///
    /// # Errors
    /// 400, when the cursor was not made for this list.
    pub(crate) fn request<Id>(
        &self,
        wish: &PageWish,
        id: impl Fn(Uuid) -> Id,
    ) -> Result<PageRequest<Id>, Problem> {
        match wish {
            PageWish::Number { number, per_page } => {
                Ok(PageRequest::Number { number: *number, per_page: *per_page })
            }
            PageWish::Cursor { text, per_page } => {
                Ok(PageRequest::After { last: self.place(text)?.map(id), per_page: *per_page })
            }
        }
    }

    /// The last item seen; none at the beginning.
    ///
    /// # Errors
    /// 400, when the cursor was not made for this list.
    pub(crate) fn place(&self, text: &str) -> Result<Option<Uuid>, Problem> {
        if text.is_empty() {
            return Ok(None);
        }
        open_cursor(self.api.latchstring(), &self.caller.0, &self.description, text)
            .map(Some)
            .map_err(|_| foreign_cursor())
    }

    /// The place of the last provider seen; none at the beginning.
    ///
    /// # Errors
    /// 400, when the cursor was not made for this list.
    pub(crate) fn provider_place(&self, text: &str) -> Result<Option<ProviderPlace>, Problem> {
        if text.is_empty() {
            return Ok(None);
        }
        open_provider_cursor(self.api.latchstring(), &self.caller.0, &self.description, text)
            .map(Some)
            .map_err(|_| foreign_cursor())
    }

    /// The last address seen; none at the beginning.
    ///
    /// # Errors
    /// 400, when the cursor was not made for this list.
    pub(crate) fn address_place(&self, text: &str) -> Result<Option<EmailAddress>, Problem> {
        if text.is_empty() {
            return Ok(None);
        }
        open_address_cursor(self.api.latchstring(), &self.caller.0, &self.description, text)
            .map(Some)
            .map_err(|_| foreign_cursor())
    }

    /// The cursor of the place after an address.
    ///
    /// # Errors
    /// 500, which does not happen.
    pub(crate) fn next_address(&self, last: Option<&EmailAddress>) -> Result<Option<String>, Problem> {
        let seal =
            |last| seal_address_cursor(self.api.latchstring(), &self.caller.0, &self.description, last);
        last.map(seal).transpose().map_err(failed)
    }

    /// The cursor of the place after a provider.
    ///
    /// # Errors
    /// 500, which does not happen.
    pub(crate) fn next_provider(&self, last: Option<&ProviderPlace>) -> Result<Option<String>, Problem> {
        let seal =
            |last| seal_provider_cursor(self.api.latchstring(), &self.caller.0, &self.description, last);
        last.map(seal).transpose().map_err(failed)
    }

    /// The cursor of the place after `last`.
    ///
    /// # Errors
    /// 500, which does not happen.
    pub(crate) fn next(&self, last: Option<Uuid>) -> Result<Option<String>, Problem> {
        last.map(|last| seal_cursor(self.api.latchstring(), &self.caller.0, &self.description, last))
            .transpose()
            .map_err(failed)
    }
}

fn foreign_cursor() -> Problem {
    let detail = "The cursor does not belong to this list with these filters.";
    problem(ProblemCode::BadRequest, detail).error(
        Refused::new(FieldCode::InvalidCursor, "must be a nextCursor of the same list").at("/query/cursor"),
    )
}

/// The numbers of a page in a whole list, as every envelope names them.
pub(crate) struct Numbers {
    pub(crate) total: u64,
    pub(crate) per_page: u32,
    pub(crate) total_pages: u64,
    pub(crate) current_page: u32,
    pub(crate) has_next: bool,
    pub(crate) has_previous: bool,
}

impl Numbers {
    /// The numbers of a listing; `None` when it was asked for by cursor.
    pub(crate) fn of<Item, Id>(listing: &Listing<Item, Id>) -> Option<Self> {
        let numbered = listing.numbered?;
        Some(Self {
            total: numbered.total,
            per_page: numbered.per_page,
            total_pages: numbered.total_pages(),
            current_page: numbered.number,
            has_next: u64::from(numbered.number) < numbered.total_pages(),
            has_previous: numbered.number > 1,
        })
    }
}

impl PageWish {
    /// How many items a page has.
    pub(crate) const fn per_page(&self) -> u32 {
        match self {
            Self::Number { per_page, .. } | Self::Cursor { per_page, .. } => *per_page,
        }
    }
}
