mail-company = { $company }

mail-code-subject = { $company }: seu código
mail-code-why = Digite este código na página que { $company } enviou a você. Ele mostra que este endereço é seu.
mail-code-until =
    { $minutes ->
        [one] Ele funciona uma única vez, por um minuto a partir do seu pedido.
       *[other] Ele funciona uma única vez, por { $minutes } minutos a partir do seu pedido.
    }
mail-code-unexpected = Você não pediu um código? Então alguém digitou seu endereço. Ignore este e-mail e ninguém terá acesso.
