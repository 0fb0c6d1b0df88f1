### Las páginas de quien recibe el enlace. Tratamiento: usted. Frases cortas, sin jerga; nunca un reproche.

## Everywhere

language-name = Español
skip = Ir al contenido
languages = Idioma
languages-button = Cambiar
someone = la empresa que le invitó
new-tab = (se abre en otra pestaña)
day =
    { $day } de { $month ->
        [1] enero
        [2] febrero
        [3] marzo
        [4] abril
        [5] mayo
        [6] junio
        [7] julio
        [8] agosto
        [9] septiembre
        [10] octubre
        [11] noviembre
       *[12] diciembre
    } de { $year }
powered-by = Con la tecnología de Latchstring

## Progress

progress = Su avance
progress-done = hecho:
step-provider = Proveedor
step-provider-general = Cuenta
step-sign-in = Acceso
step-sites = Lugares
step-fields = Campos
step-codes = Códigos
step-done = Listo

## The line about safety, and the note behind it

assurance = Su contraseña se cifra y solo se usa para obtener estos datos.
privacy-heading = Su contraseña y sus datos
privacy-password = Lo que escribe se cifra en el camino y donde se guarda. Sirve para una sola cosa: iniciar sesión con su proveedor y obtener sus facturas y consumos.
privacy-password-general = Lo que escribe se cifra en el camino y donde se guarda. Sirve para una sola cosa: iniciar sesión en la cuenta que conecta y obtener sus datos.
privacy-gets = { $company } recibe facturas, consumos y números de cuenta y de contador. Ninguna pantalla muestra su contraseña a las personas que trabajan allí. Solo puede leerla el programa que inicia sesión para obtener estos datos.
privacy-gets-general = { $company } recibe los datos de la cuenta que conecta. Ninguna pantalla muestra su contraseña a las personas que trabajan allí. Solo puede leerla el programa que inicia sesión para obtener estos datos.
privacy-stop = Puede dejarlo cuando quiera. Cambie su contraseña con su proveedor o pida a { $company } que elimine la conexión.
privacy-stop-general = Puede dejarlo cuando quiera. Cambie allí su contraseña o pida a { $company } que elimine la conexión.
privacy-close = Volver a la página
assurance-elsewhere = Inicia sesión en { $provider }. Nunca vemos su contraseña.
privacy-password-elsewhere = Usted inicia sesión en la página de { $provider }, y su contraseña se queda allí. Lo que { $provider } nos permite obtener se cifra en el camino y donde se guarda. Sirve para una sola cosa: sus facturas y consumos.
privacy-password-elsewhere-general = Usted inicia sesión en la página de { $provider }, y su contraseña se queda allí. Lo que { $provider } nos permite obtener se cifra en el camino y donde se guarda.
privacy-gets-elsewhere = { $company } recibe facturas, consumos y números de cuenta y de contador. No recibe ninguna contraseña.
privacy-gets-elsewhere-general = { $company } recibe los datos de la cuenta que conecta. No recibe ninguna contraseña.
privacy-stop-elsewhere = Puede dejarlo cuando quiera. Retire su consentimiento en { $provider } o pida a { $company } que elimine la conexión.

## The panel beside the card

panel-heading = Qué va a pasar
panel-sign-in = Inicia sesión con su proveedor
panel-sign-in-general = Inicia sesión en su cuenta
panel-sign-in-more = Con el usuario y la contraseña que ya tiene.
panel-sign-in-more-general = Con los datos de acceso que ya tiene allí.
panel-choose = Elige qué compartir
panel-choose-general = Decide qué se conecta
panel-choose-more = No se comparte nada antes de que pulse «Conectar».
panel-choose-more-general = Solo la cuenta en la que inicia sesión, y nada más.
panel-collect = Sus facturas llegan solas
panel-collect-general = Sus datos llegan solos
panel-collect-more = { $company } recibe cada factura nueva. Se acabaron los correos con adjuntos.
panel-collect-more-general = { $company } los recibe desde allí. Ya no hay que enviar archivos.
panel-reconnect-more = { $company } vuelve a recibir cada factura nueva. Sus lugares y su historial quedan como están.
panel-stop = Puede dejarlo cuando quiera: basta con cerrar esta página.

## Landing

landing-title = Conecte su cuenta
landing-title-reconnect = Vuelva a conectar su cuenta
landing-heading = { $company } le pide que conecte su cuenta de servicios públicos
landing-heading-general = { $company } le pide que conecte una cuenta
landing-heading-named = { $company } le pide que conecte su cuenta de { $utility }
landing-heading-reconnect = { $company } le pide que vuelva a conectar su cuenta de servicios públicos
landing-heading-reconnect-named = { $company } le pide que vuelva a conectar su cuenta de { $utility }
landing-lead = Necesita el usuario y la contraseña del sitio web de su proveedor.
landing-lead-general = Necesita los datos de acceso que usa para esa cuenta.
landing-lead-reconnect = Inicie sesión una vez más con su proveedor y sus facturas seguirán llegando.
landing-message = Un mensaje de { $company }
landing-facts = En resumen
landing-gets = Recibirán sus facturas y consumos
landing-gets-general = Recibirán los datos de la cuenta que conecte
landing-not = Ninguna pantalla les muestra su contraseña
landing-time = Se tarda unos tres minutos
landing-time-reconnect = Se tarda más o menos un minuto
landing-expires = Este enlace funciona hasta el { $date }
landing-start = Empezar
landing-continue = Continuar como { $address }
landing-not-you = ¿No es usted?
landing-sent = Enviado por { $company } el { $date }.
landing-unexpected = ¿No esperaba esto? Cierre la página y no pasará nada.

## A link for certain addresses

address-title = Su correo electrónico
address-heading = ¿Cuál es su correo electrónico?
address-lead = Este enlace es para determinadas direcciones. Le enviamos un código para comprobar que la suya es una de ellas.
address-field = Su correo electrónico
address-help = La dirección en la que recibió la petición. Enviamos un código allí.
address-button = Enviarme un código
address-busy = Enviando…
address-error-missing = Escriba su correo electrónico.
address-error-form = Escriba una dirección como nombre@example.com.

code-title = Escriba el código
code-heading = Mire su correo electrónico
code-lead = Si este enlace es para { $address }, hay un código en camino a esa dirección. Sirve durante diez minutos.
code-field = Código
code-help = Seis cifras. Mire también en el correo no deseado.
code-button = Continuar
code-busy = Comprobando…
code-again = Enviar otro código
code-again-wait = Puede pedir otro dentro de { $time }.
code-other-address = Usar otra dirección
code-error-missing = Escriba el código del correo.
code-error-form = Un código tiene seis cifras.
code-error-wrong = Ese no es el código que enviamos.
code-error-wrong-next = Use el correo más reciente: un código anterior deja de servir cuando se envía otro.
code-error-void = Este código ya no se puede usar.
code-error-void-next = Pida otro más abajo.
code-error-soon = Se puede enviar otro código dentro de { $time }.
code-left = { $count ->
    [one] Queda un intento con este código.
   *[other] Quedan { $count } intentos con este código.
}

## Passing the link on

hand-off-link = Enviar esto a un colega
hand-off-title = Enviar esto a un colega
hand-off-heading = ¿Quién debe hacerlo en su lugar?
hand-off-lead = Si el enlace se puede usar con esa dirección, lo enviamos allí. Usted puede seguir usándolo.
hand-off-field = Correo electrónico de su colega
hand-off-button = Enviar el enlace
hand-off-back = Volver
hand-off-error-missing = Escriba el correo electrónico de su colega.
hand-off-error-yourself = Esa es su propia dirección. Escriba la de su colega.
hand-off-done-title = Enviado
hand-off-done-heading = Enviado
hand-off-done-body = Si el enlace se puede usar con esa dirección, ya está en camino. Puede cerrar esta página.
hand-off-yourself = Seguir con el enlace
hand-off-too-many-title = Hagamos una pausa
hand-off-too-many-heading = Este enlace se ha pasado demasiadas veces
hand-off-too-many-body = Para que no se llene el buzón de nadie, un enlace solo se puede pasar unas cuantas veces. Usted puede seguir usándolo.

## A limited link on a server without mail

gated-title = Este enlace está limitado
gated-heading = Este enlace está limitado a determinados correos electrónicos
gated-body = Antes de abrirse, enviaríamos un código a su dirección. Este servidor no puede enviar correo, por lo que el enlace no se puede usar aquí.
gated-next = Pida a { $company } un enlace que se abra sin código.
gated-next-reference = Pida a { $company } un enlace que se abra sin código y mencione esta referencia.

## Provider

country = País
country-any = Todos los países
provider-confirm-title = ¿Es este su proveedor?
provider-confirm-title-general = ¿Tiene aquí su cuenta?
provider-confirm-heading = ¿Es este su proveedor?
provider-confirm-heading-general = ¿Tiene aquí su cuenta?
provider-confirm-lead = { $company } espera recibir de aquí sus facturas.
provider-confirm-lead-general = { $company } recibe los datos de la cuenta en la que inicie sesión aquí.
provider-confirm-yes = Sí, continuar
provider-confirm-other = Elegir otro

provider-search-title = Elija su proveedor
provider-search-heading = ¿Quién le envía las facturas?
provider-search-lead = Busque la empresa por su nombre o por su sitio web.
provider-search-field = Nombre o sitio web
provider-search-button = Buscar
provider-search-results = Resultados
provider-search-count = { $count ->
    [one] Se encontró un proveedor
   *[other] Se encontraron { $count } proveedores
}
provider-search-first = { $count ->
    [one] El primer proveedor encontrado
   *[other] Los primeros { $count } proveedores encontrados
}
provider-search-more = Hay más. Escriba más letras del nombre o elija el país.
provider-search-several = En varios países
provider-search-anywhere = En todas partes
provider-search-none = Ningún proveedor coincide con «{ $query }»
provider-search-none-more = Pruebe con un nombre más corto, revise el país o díganos cuál es más abajo.
provider-search-none-narrowed = Pruebe con un nombre más corto. Este enlace está abierto solo para determinados proveedores.
provider-unlisted = El mío no aparece
provider-unlisted-lead = Díganos su nombre y la dirección de la página en la que inicia sesión.
provider-unlisted-name = Nombre del proveedor
provider-unlisted-url = Dirección de la página de acceso
provider-unlisted-url-help = Empieza por https://
provider-unlisted-button = Continuar
provider-error-name = Escriba el nombre del proveedor.
provider-error-url = Escriba la dirección completa, empezando por https://
provider-error-choice = Elija un proveedor de la lista o díganos cuál es el suyo.
provider-error-refused = { $company } no abrió este enlace para ese proveedor. Elija otro.

## What a portal offers

connectors-title = Elija una cuenta
connectors-heading = ¿Qué cuenta quiere conectar?
connectors-heading-more = ¿Quiere conectar otra cuenta?
connectors-lead = Elija dónde la tiene. En la página siguiente inicia sesión.
connectors-lead-more = Elija dónde la tiene o termine aquí.
connectors-list = Lo que puede conectar
connectors-search = Nombre o sitio web
connectors-search-button = Buscar
connectors-count = { $count ->
    [one] Un resultado
   *[other] { $count } resultados
}
connectors-no-match = No hay coincidencias.
connectors-none = Nada coincide con «{ $query }»
connectors-none-more = Pruebe con un nombre más corto. Busque con el campo vacío para volver a verlo todo.
connectors-connected = Conectada
connectors-finish = Terminar
connectors-error-none = Elija una opción de la lista.
connectors-error-gone = Esa opción se retiró hace un momento. Elija otra.

## Sign in

sign-in-title = Iniciar sesión en { $provider }
sign-in-heading = Inicie sesión en { $provider }
sign-in-button = Iniciar sesión
sign-in-last = Al iniciar sesión, esta cuenta queda conectada con { $company }.
sign-in-unchecked = No podemos comprobar ahora este inicio de sesión. Si algo no es correcto, { $company } se lo pedirá otra vez.
sign-in-busy = Iniciando sesión en { $provider }…
sign-in-slow = Algunos proveedores tardan hasta un minuto. Puede dejar esto abierto.
sign-in-forgot = ¿Olvidó su contraseña?
sign-in-forgot-general = ¿No puede iniciar sesión?
sign-in-reset = Restablézcala en { $domain }
sign-in-reset-general = Busque ayuda en { $domain }
sign-in-other = ¿No es su proveedor? Elija otro
repair-none = Esta conexión funciona y no hay que hacer nada. Si inicia sesión de todos modos, se actualiza.
repair-password = { $provider } ya no acepta la contraseña que tenemos. Inicie sesión con la que vale allí ahora.
repair-new-password = { $provider } pide una contraseña nueva. Cámbiela primero allí y luego inicie sesión aquí con ella.
repair-more = { $provider } pide más que antes al iniciar sesión. Inicie sesión y responda a lo que pregunte.
repair-code = { $provider } quiere hacer su comprobación otra vez. Inicie sesión y tenga a mano el teléfono o el correo para el código.
repair-username = La última vez inició sesión como { $username }.
sign-in-other-general = Elegir otra cuenta
sign-in-finish = Terminar sin esta cuenta
sign-in-filled-mark = Rellenado
sign-in-filled = Por { $company }. Déjelo vacío para usar ese valor o escriba el suyo.
sign-in-before = Delante pone:
sign-in-behind = Detrás pone:
sign-in-consent = Sí, conectar mi cuenta de { $provider }
sign-in-consent-error = Marque la casilla para conectar su cuenta.
sign-in-select = Elija una opción
sign-in-yes = Sí
sign-in-no = No
password-show = Mostrar
password-hide = Ocultar
password-of = { $label }: mostrar u ocultar

error-heading = Revise esto, por favor
error-title = Revise: { $title }
error-missing = Rellene «{ $label }».
error-email = Escriba un correo electrónico, como nombre@example.com.
error-number = Escriba un número en «{ $label }».
error-url = Escriba en «{ $label }» una dirección web completa, como https://www.example.com.
error-form = Revise «{ $label }»: no tiene la forma que usa { $provider }.
error-choice = Elija una de las respuestas de «{ $label }».
error-long = «{ $label }» es más largo de lo que acepta cualquier proveedor. Revise lo que ha pegado.
error-password = Esa contraseña no funcionó en { $provider }.
error-password-general = { $provider } no aceptó esos datos de acceso.
error-password-next = Revise también el usuario y vuelva a intentarlo.
error-password-next-general = Revise cada campo y vuelva a intentarlo.
error-locked = { $provider } ha bloqueado esta cuenta.
error-locked-next = Desbloquéela en { $domain } y vuelva a iniciar sesión aquí.
error-declined = No nos dio acceso en { $provider }.
error-declined-next = No se ha compartido nada. Puede intentarlo otra vez y aceptar allí.
error-check = { $provider } dio por terminada su comprobación, así que no se pudo iniciar sesión.
error-check-next = Inicie sesión otra vez: { $provider } volverá a preguntar.
error-no-accounts = El inicio de sesión funcionó, pero { $provider } no muestra ningún contrato con él.
error-no-accounts-next = Si tiene otros datos de acceso allí, use esos.
error-unsure = { $provider } respondió de una manera que todavía no entendemos.
error-unsure-next = No se guardó nada. Inténtelo otra vez o vuelva más tarde con el mismo enlace.
elsewhere-lead = Lo hace en la página de { $provider }, y allí acepta que { $company } reciba sus datos. Nunca vemos su contraseña.
elsewhere-ask = Continuar
elsewhere-go = Continuar a { $host }
elsewhere-back = Después volverá aquí.
elsewhere-tab = Continuar en otra pestaña
elsewhere-tab-then = { $provider } solo puede abrirse en su propia pestaña. Vuelva a esta página cuando haya terminado allí.
elsewhere-tab-done = He terminado en la otra pestaña
returned-title = Un momento
returned-heading = Un momento
returned-lead = Ha vuelto de { $provider }. Si no pasa nada, pulse el botón.
returned-button = Continuar

## Challenge

challenge-title = Una comprobación más de { $provider }
challenge-code-heading = Escriba el código
challenge-code-sent = { $channel ->
    [sms] { $provider } envió un código por SMS.
    [call] { $provider } le llama y dice un código.
    [email] { $provider } envió un código por correo electrónico.
    [app] Abra la aplicación de autenticación que usa para { $provider }.
   *[other] { $provider } pide un código.
}
challenge-code-sent-to = { $channel ->
    [sms] { $provider } envió un código por SMS a { $destination }.
    [call] { $provider } llama al { $destination } y dice un código.
    [email] { $provider } envió un código por correo electrónico a { $destination }.
    [app] Abra la aplicación de autenticación en { $destination }.
   *[other] { $provider } envió un código a { $destination }.
}
challenge-code-field = Código
challenge-code-digits = { $digits ->
    [one] Una cifra
   *[other] { $digits } cifras
}
challenge-choice-heading = ¿Cómo quiere recibir su código?
challenge-choice-lead = { $provider } quiere asegurarse de que es usted.
challenge-choice-legend = Formas de recibir un código
challenge-method = { $channel ->
    [sms] SMS
    [call] Llamada
    [email] Correo electrónico
    [app] Aplicación de autenticación
   *[other] De otra forma
}
challenge-question-heading = Responda a su pregunta de seguridad
challenge-question-lead = { $provider } pregunta lo que usted eligió al crear la cuenta.
challenge-password-heading = Elija una contraseña nueva
challenge-password-lead = { $provider } quiere que la cambie ahora. Desde entonces usará también allí la nueva.
challenge-password-field = Contraseña nueva
challenge-button = Continuar
challenge-button-code = Enviar el código
challenge-busy = Comprobando con { $provider }…
challenge-another-way = Elegir otra forma
challenge-restart = Empezar de nuevo
challenge-left = { $count ->
    [one] Queda un intento. Después hay que empezar de nuevo.
   *[other] Quedan { $count } intentos.
}
challenge-error-code = Ese código no funcionó.
challenge-error-code-next = Use el más reciente: un código anterior deja de servir cuando se envía otro.
challenge-error-answer = Esa respuesta no funcionó en { $provider }.
challenge-error-password = { $provider } no aceptó esa contraseña.
challenge-error-password-next = Elija otra que cumpla sus reglas.
challenge-error-missing-code = Escriba el código.
challenge-error-missing-answer = Escriba su respuesta.
challenge-error-missing-password = Escriba una contraseña nueva.
challenge-error-missing-choice = Elija una de las formas.

## Sites and types

sites-title = Elija qué compartir
sites-heading = Elija qué compartir
sites-lead = { $company } recibe facturas y consumos de lo que esté marcado, y nada más.
sites-lead-general = { $company } recibe datos de lo que esté marcado, y nada más.
sites-only-types-lead = { $company } recibe estos tipos de facturas de su cuenta, y nada más.
sites-only-types-lead-general = { $company } recibe estos datos de su cuenta, y nada más.
sites-legend = Lugares
sites-all = Todos los lugares
sites-fixed = { $company } ha fijado estos lugares.
sites-search = Buscar un lugar
sites-no-match = Ningún lugar coincide.
sites-types-legend = Tipos de facturas
sites-types-legend-general = Tipos de datos
sites-types-fixed = { $company } ha fijado estos tipos.
sites-button = Conectar
sites-button-next = Continuar
sites-button-count = { $count ->
    [0] Conectar
    [one] Conectar 1 lugar
   *[other] Conectar { $count } lugares
}
sites-busy = Conectando…
sites-error-site = Marque al menos un lugar.
sites-error-type = Marque al menos un tipo de factura.
sites-error-type-general = Marque al menos un tipo de datos.
sites-error-changed = La lista de lugares ha cambiado. Revise lo que está marcado y vuelva a enviarlo.

type-electricity = Electricidad
type-gas = Gas
type-water = Agua
type-waste = Residuos
type-fuel = Combustible
type-solar = Solar
type-sewer = Alcantarillado
type-steam = Vapor
type-chilled-water = Agua fría (refrigeración)
type-hot-water = Agua caliente

## Mapping fields

mapping-title = Relacione los campos
mapping-heading = Relacione los campos
mapping-lead = Indique qué campos de { $provider } contienen lo que necesita { $company }. Revise también los que ya están relacionados.
mapping-target = { $company } necesita
mapping-source = De { $provider }
mapping-required = Obligatorio
mapping-choose = Elija un campo
mapping-nothing = No rellenar
mapping-no-match = Ningún campo coincide.
mapping-button = Conectar
mapping-back = Volver a los lugares
mapping-error-missing = Elija un campo para «{ $label }».
mapping-error-changed = Las listas de campos han cambiado. Revise las relaciones y vuelva a enviarlas.

## Códigos reenviados

forwarding-title = Reenvíe los códigos
forwarding-heading = Reenvíe los códigos de { $provider }
forwarding-lead = { $provider } envía un código por correo cada vez que alguien inicia sesión. Si reenvía esos correos, { $company } puede mantener esta conexión sin preguntarle cada vez.
forwarding-step-address = Copie esta dirección. Es solo para esta conexión.
forwarding-copy-address = la dirección
forwarding-step-rule = En los ajustes del buzón que recibe los códigos, cree una regla: lo que llegue de este remitente se reenvía a la dirección de arriba.
forwarding-copy-sender = el remitente
forwarding-confirm = Algunos servicios de correo envían primero un código a esa dirección para confirmarla. Lo recibe { $company }: pídaselo.
forwarding-copied = Copiado
forwarding-step-test = Envíe una prueba: pida a { $provider } que le envíe un código, o reenvíe usted uno de sus correos a la dirección.
forwarding-waiting = Esperando el mensaje de prueba…
forwarding-arrived = El mensaje de prueba ha llegado. El reenvío funciona.
forwarding-check = Comprobar de nuevo
forwarding-button = Continuar
forwarding-off = Desactivarlos en su lugar
forwarding-off-how = También puede desactivar los códigos: inicie sesión en { $provider } y busque los códigos de acceso o la verificación en dos pasos en los ajustes de seguridad. Después, indíquelo aquí.
forwarding-off-done = He desactivado los códigos
forwarding-later = Hacerlo más tarde
forwarding-later-note = Puede continuar sin ello. { $company } se lo pedirá de nuevo cuando haga falta un código.
forwarding-error-off = Marque la casilla cuando los códigos estén desactivados.
forwarding-error-nothing = Todavía no ha llegado ningún mensaje.
forwarding-error-nothing-next = Revise la regla y la dirección y envíe la prueba otra vez.

## Done

done-title = Conectada
done-heading = ¡Gracias por conectar su cuenta de servicios públicos!
done-heading-general = ¡Gracias por conectar su cuenta!
done-heading-several = ¡Gracias por conectar sus cuentas!
done-lead = { $company } recibe desde ahora sus facturas y consumos de { $provider }; suele empezar en menos de un día. No tiene que hacer nada más.
done-lead-general = { $company } recibe desde ahora los datos de su cuenta de { $provider }. No tiene que hacer nada más.
done-lead-several = { $company } recibe desde ahora los datos de estas cuentas. No tiene que hacer nada más.
done-lead-reconnect = { $company } vuelve a recibir sus facturas y consumos de { $provider }, normalmente en menos de un día. No tiene que hacer nada más.
done-receipt = Comprobante
done-receipt-number = Comprobante { $number }
done-provider = Proveedor
done-provider-general = Cuenta
done-sites = Lugares
done-types = Facturas
done-types-general = Datos
done-date = Conectada el
done-reference = Referencia
done-another = Conectar otra cuenta
done-return = Volver a { $company }
done-close = Puede cerrar esta página.
exit = Cerrar

copy = Copiar
copy-done = Copiada
copy-what = la referencia

## Dead ends

dead-reference = Referencia
dead-ask = Pida a { $company } un enlace nuevo.
dead-ask-reference = Pida a { $company } un enlace nuevo y mencione esta referencia.
dead-help-reference = Si vuelve a ocurrir, indique a { $company } esta referencia.
dead-ask-button = Pedir a { $company } un enlace nuevo
dead-again = Intentarlo otra vez
dead-start-again = Empezar de nuevo
dead-continue = Seguir donde estaba
dead-finish = Terminar
dead-see-receipt = Ver lo que ha conectado
dead-open-tab = Abrir en otra pestaña

dead-expired-title = Este enlace ha caducado
dead-expired-heading = Este enlace ha caducado
dead-expired-body = Los enlaces dejan de funcionar al cabo de un tiempo para protegerle.
dead-expired-body-on = Funcionó hasta el { $date }. Los enlaces dejan de funcionar al cabo de un tiempo para protegerle.

dead-revoked-title = Este enlace está cerrado
dead-revoked-heading = { $company } cerró este enlace
dead-revoked-body = Ya no se puede usar. Si le pidieron conectar una cuenta, puede que haya un enlace más reciente entre sus mensajes.

dead-used-title = Este enlace ya se usó
dead-used-heading = Este enlace ya se usó
dead-used-body = Si fue usted, su cuenta está conectada y no hay nada más que hacer.
dead-used-body-on = Se usó por última vez el { $date }. Si fue usted, su cuenta está conectada y no hay nada más que hacer.
dead-used-next = ¿Necesita corregir algo? Pida a { $company } un enlace nuevo.
dead-used-ask = ¿Necesita corregir algo? Avise a { $company }.
dead-used-next-reference = ¿Necesita corregir algo? Pida a { $company } un enlace nuevo y mencione esta referencia.

dead-unknown-title = Este enlace no funciona
dead-unknown-heading = Este enlace no funciona
dead-unknown-body = Puede que falte una parte. Copie el enlace completo del mensaje y péguelo en la barra de direcciones.

dead-timed-out-title = Se le acabó el tiempo
dead-timed-out-heading = Empecemos de nuevo
dead-timed-out-body = Estuvo un rato sin actividad, así que, por seguridad, olvidamos lo que había escrito. No se compartió nada.

dead-session-title = Esta página está cerrada
dead-session-heading = Esta página está cerrada
dead-session-body = Por su seguridad permanece abierta una hora, y solo en el navegador en que se abrió.
dead-session-next = Abra otra vez el enlace de su mensaje: muestra cómo está todo. Si llega aquí de nuevo enseguida, permita las cookies para este sitio web.

dead-unfinished-title = Falta un clic
dead-unfinished-heading = Ha iniciado sesión
dead-unfinished-body = No pudimos terminar al primer intento. Pulse el botón y listo.

dead-provider-down-title = Su proveedor no responde
dead-provider-down-heading = { $provider } no responde
dead-provider-down-body = No tiene que ver con su contraseña, y no guardamos nada. Suele pasar en menos de una hora.
dead-provider-down-next = El enlace de su mensaje sigue funcionando. Si lo prefiere, vuelva más tarde con él.

dead-nothing-title = Nada que conectar
dead-nothing-heading = Ya no hay nada que conectar
dead-nothing-body = Lo que pedía este enlace se retiró después de enviarlo.
dead-nothing-body-connected = El resto de lo que pedía este enlace se retiró. Lo que conectó sigue conectado.

dead-too-many-title = Hagamos una pausa
dead-too-many-heading = Demasiados intentos por ahora
dead-too-many-body = Paramos para que su cuenta no se bloquee. No se guardó nada.
dead-too-many-body-connected = Paramos para que su cuenta no se bloquee. Lo que conectó antes sigue conectado.
dead-too-many-when = { $minutes ->
    [one] Vuelva dentro de un minuto con el mismo enlace.
   *[other] Vuelva dentro de { $minutes } minutos con el mismo enlace.
}
dead-too-many-later = Vuelva más tarde con el mismo enlace.

dead-codes-title = Hagamos una pausa
dead-codes-heading = Demasiados códigos por ahora
dead-codes-body = Para que nadie pueda adivinar un código, solo se pueden enviar y probar unos cuantos. No se compartió nada.

dead-asked-title = Se lo hemos dicho
dead-asked-heading = { $company } sabe que quiere un enlace nuevo
dead-asked-body = Si crean uno, lo recibirá de ellos, igual que este. Puede cerrar esta página.

dead-form-title = Envíelo otra vez, por favor
dead-form-heading = Envíelo otra vez, por favor
dead-form-body = La página llevaba abierta demasiado tiempo, o en dos pestañas, y no pudimos asegurarnos de que fuera usted. No se envió nada.
dead-form-next = Abra otra vez el enlace de su mensaje.

dead-request-title = No pudimos leerlo
dead-request-heading = No pudimos leer lo que envió su navegador
dead-request-body = Estaba incompleto, era demasiado grande o de un tipo distinto del esperado. No se guardó nada.
dead-request-next = Vuelva atrás e inténtelo otra vez, o abra de nuevo el enlace de su mensaje.

dead-server-title = Algo salió mal
dead-server-heading = Algo salió mal por nuestra parte
dead-server-body = No tiene que ver con usted ni con su cuenta, y no se compartió nada. Inténtelo otra vez dentro de unos minutos.

dead-not-found-title = Aquí no hay ninguna página
dead-not-found-heading = Aquí no hay ninguna página
dead-not-found-body = Revise la dirección o abra otra vez el enlace de su mensaje.

dead-cookies-title = Su navegador impide que esta página funcione
dead-cookies-heading = Abramos esto en su propia pestaña
dead-cookies-body = Su navegador no deja que esta página recuerde en qué paso está. Es habitual cuando se muestra dentro de otro sitio web.
dead-cookies-next = Si allí también ocurre, permita las cookies para este sitio web y abra otra vez el enlace de su mensaje.

unsubscribe-title = No más correos
unsubscribe-heading = ¿No enviar más correos a { $address }?
unsubscribe-lead = { $company } no volverá a escribir a esta dirección, ni recordatorios ni enlaces nuevos. Un código que usted pida en una página seguirá llegando.
unsubscribe-button = Dejar de recibir correos
unsubscribe-done-heading = Hecho: no más correos a { $address }
unsubscribe-done-lead = Si fue un error, avise a { $company }: puede deshacerlo.

# The mails of a server that somebody tries out, which are shown and not sent.
mails-heading = Correos
mails-lead = Un quickstart no envía correos. Lo que habría enviado está aquí.
mails-none = Aún no hay correos. Cree una invitación con «sendEmail» o pida un código.
mails-from = De
mails-to = Para
mails-at = Escrito
mails-shown = El correo como lo ve su lector
mails-text = Como texto sin formato
mails-raw = Descargar
mails-back = Todos los correos
