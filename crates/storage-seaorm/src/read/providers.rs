use async_trait::async_trait;
use latchstring_domain::id::{ProviderId, WorkspaceId};
use latchstring_domain::provider::{Provider, ProviderUrl};
use latchstring_domain::text::ProviderName;
use latchstring_storage::{ProviderFilter, ProviderPlace, Providers};
use sea_orm::sea_query::{Expr, ExprTrait as _, LikeExpr};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _,
    Select,
};

use super::{Result, all, capped, one};
use crate::SeaOrmStore;
use crate::entity::providers::{Column, Entity};
use crate::row::providers::{fold, read};

/// No name and no address has more bytes. SQLite and PostgreSQL differ in what they do with a longer pattern, or
/// with NUL, neither of which can be found.
const LONGEST: usize =
    if ProviderName::MAX * 4 > ProviderUrl::MAX { ProviderName::MAX * 4 } else { ProviderUrl::MAX };

/// A pattern for texts that contain this one, in which nothing is a wildcard.
pub(super) fn containing(text: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('!')
}

#[async_trait]
impl Providers for SeaOrmStore {
    async fn provider(&self, id: ProviderId) -> Result<Option<Provider>> {
        one(self.reader(), Entity::find_by_id(id.as_uuid()), read).await
    }

    async fn provider_by_url(&self, workspace: WorkspaceId, url: &ProviderUrl) -> Result<Option<Provider>> {
        let query = Entity::find()
            .filter(Column::WorkspaceId.eq(workspace.as_uuid()))
            .filter(Column::Url.eq(url.as_str()));
        one(self.reader(), query, read).await
    }

    async fn providers(
        &self,
        filter: &ProviderFilter,
        after: Option<&ProviderPlace>,
        limit: u32,
    ) -> Result<Vec<Provider>> {
        if filter.text.as_ref().is_some_and(|text| text.len() > LONGEST || text.contains('\0')) {
            return Ok(Vec::new());
        }
        all(self.reader(), page(filter, after, limit), read).await
    }
}

/// The providers wanted, in the order of the index that has all they are found by but country and type: a search walks
/// that index and looks at the rows it finds, and ends with the page.
pub(super) fn page(filter: &ProviderFilter, after: Option<&ProviderPlace>, limit: u32) -> Select<Entity> {
    let ProviderFilter { workspace, listed, text, country, utility_type, among } = filter;
    Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_uuid()))
        .filter(Column::Listed.eq(*listed))
        .apply_if(text.as_deref().map(fold), |query, text| {
            let (name, url) = (Column::NameFolded.into_expr(), Column::UrlFolded.into_expr());
            query.filter(name.like(containing(&text)).or(url.like(containing(&text))))
        })
        .apply_if(country.as_ref(), |query, country| {
            query.filter(among_names(Column::Countries, country.code()))
        })
        .apply_if(utility_type.as_ref(), |query, wanted| {
            query.filter(among_names(Column::UtilityTypes, wanted.as_str()))
        })
        .apply_if(among.as_ref(), |query, ids| {
            query.filter(Column::Id.is_in(ids.iter().map(|id| id.as_uuid())))
        })
        .apply_if(after, |query, ProviderPlace { name, id }| {
            let place = Expr::tuple([Column::NameFolded.into_expr(), Column::Id.into_expr()]);
            let last = Expr::tuple([Expr::value(fold(name.as_str())), Expr::value(id.as_uuid())]);
            query.filter(place.gt(last))
        })
        .order_by_asc(Column::NameFolded)
        .order_by_asc(Column::Id)
        .limit(capped(limit))
}

/// Whether a list of names has this one, or is empty, which stands for all of them.
fn among_names(list: Column, name: &str) -> Expr {
    list.eq("[]").or(list.contains(format!("\"{name}\"")))
}
