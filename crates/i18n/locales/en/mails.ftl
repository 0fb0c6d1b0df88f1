# The mails. $company is the name of whoever asks; it can be any text.

mail-company = { $company }

# A code that proves an address. $minutes is a whole number.
mail-code-subject = { $company }: your code
mail-code-why = Type this code on the page that { $company } sent you to. It shows that this is your address.
mail-code-until =
    { $minutes ->
        [one] It works once, for a minute from when you asked for it.
       *[other] It works once, for { $minutes } minutes from when you asked for it.
    }
mail-code-unexpected = You did not ask for a code? Then somebody typed your address. Ignore this mail, and nobody gets in.
