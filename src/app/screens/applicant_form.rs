//! What somebody who joins is asked: the fields, their checks, and what they become.

use crate::ui::form::Form;

/// The form, as far as it is filled in.
#[derive(Debug, Default)]
pub struct ApplicantForm {
    /// The fields.
    pub form: Form,
}
