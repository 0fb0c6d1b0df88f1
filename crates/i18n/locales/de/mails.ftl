mail-company = { $company }

mail-code-subject = { $company }: Ihr Code
mail-code-why = Geben Sie diesen Code auf der Seite ein, auf die { $company } Sie geschickt hat. Er zeigt, dass diese Adresse Ihnen gehört.
mail-code-until =
    { $minutes ->
        [one] Er gilt einmal und eine Minute lang, gerechnet ab Ihrer Anforderung.
       *[other] Er gilt einmal und { $minutes } Minuten lang, gerechnet ab Ihrer Anforderung.
    }
mail-code-unexpected = Sie haben keinen Code angefordert? Dann hat jemand Ihre Adresse eingegeben. Ignorieren Sie diese E-Mail, und niemand erhält Zugang.
