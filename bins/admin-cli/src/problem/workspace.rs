use latchstring_service::workspace::UpdateWorkspaceError;

use super::Problem;

impl From<UpdateWorkspaceError> for Problem {
    fn from(error: UpdateWorkspaceError) -> Self {
        match error {
            UpdateWorkspaceError::DefaultExpiry => Self::usage(format!("--default-expiry: {error}")),
            UpdateWorkspaceError::MaxExpiry => Self::usage(format!("--max-expiry: {error}")),
            UpdateWorkspaceError::Embed(sites) => Self::usage(format!("--allow-origin: {sites}")),
            UpdateWorkspaceError::Back(sites) => Self::usage(format!("--return-origin: {sites}")),
            UpdateWorkspaceError::NoMail { field } => {
                let option = match field {
                    "notifyEmail" => "--notify-email",
                    "mailFrom" => "--mail-from",
                    "remindAfterDays" => "--remind-after-days",
                    "remindBeforeExpiryDays" => "--remind-before-expiry-days",
                    _ => "--automatic-reconnect",
                };
                Self::refused(format!("{option}: {error}; set mail.transport in the configuration"))
            }
            UpdateWorkspaceError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}
