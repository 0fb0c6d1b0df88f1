use latchstring_storage::{MAX_LIMIT, Slice};

/// The most items a page has; who asks for more gets so many. One less than a read returns, because the row after the
/// page is read too, to find out whether there is one.
pub const MAX_PER_PAGE: u32 = MAX_LIMIT - 1;

/// Which page of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageRequest<Id> {
    /// By number, from 1. Counts the whole list, and costs more the deeper it goes.
    Number {
        /// Which page.
        number: u32,
        /// How many items a page has, at most [`MAX_PER_PAGE`].
        per_page: u32,
    },
    /// The items after the last one seen. Costs the same at any depth; no totals.
    After {
        /// The last item seen; `None` for the first page.
        last: Option<Id>,
        /// How many items a page has, at most [`MAX_PER_PAGE`].
        per_page: u32,
    },
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing<Item, Id> {
    /// The items, newest first.
    pub items: Vec<Item>,
    /// Where the page stands in the whole, when it was asked for by number.
    pub numbered: Option<Numbered>,
    /// The last item of the page, when it was not asked for by number and more follow.
    pub next: Option<Id>,
}

/// Where a page stands in the whole list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbered {
    /// How many items the whole list has.
    pub total: u64,
    /// The page's number, from 1.
    pub number: u32,
    /// How many items a page has.
    pub per_page: u32,
}

impl Numbered {
    /// How many pages the whole list has; an empty list has one, which is empty.
    #[must_use]
    pub fn total_pages(&self) -> u64 {
        self.total.div_ceil(u64::from(self.per_page.max(1))).max(1)
    }
}

impl<Id: Copy> PageRequest<Id> {
    /// The rows to read: one more than a page has when the next page's existence has to be found out that way.
    pub(crate) fn slice(self) -> Slice<Id> {
        match self.bounded() {
            Self::Number { number, per_page } => Slice::Skip {
                skip: u64::from(number.saturating_sub(1)).saturating_mul(u64::from(per_page)),
                limit: per_page,
            },
            Self::After { last, per_page } => Slice::After { id: last, limit: per_page.saturating_add(1) },
        }
    }

    fn bounded(self) -> Self {
        match self {
            Self::Number { number, per_page } => {
                Self::Number { number: number.max(1), per_page: per_page.clamp(1, MAX_PER_PAGE) }
            }
            Self::After { last, per_page } => Self::After { last, per_page: per_page.clamp(1, MAX_PER_PAGE) },
        }
    }

    pub(crate) fn is_numbered(self) -> bool {
        matches!(self, Self::Number { .. })
    }

    /// The page these rows make, given the total when pages are numbered.
    pub(crate) fn page<Item>(
        self,
        mut items: Vec<Item>,
        total: u64,
        id: impl Fn(&Item) -> Id,
    ) -> Listing<Item, Id> {
        match self.bounded() {
            Self::Number { number, per_page } => {
                Listing { items, numbered: Some(Numbered { total, number, per_page }), next: None }
            }
            Self::After { per_page, .. } => {
                let wanted = usize::try_from(per_page).unwrap_or(usize::MAX);
                let more = items.len() > wanted;
                items.truncate(wanted);
                let next = if more { items.last().map(id) } else { None };
                Listing { items, numbered: None, next }
            }
        }
    }
}
