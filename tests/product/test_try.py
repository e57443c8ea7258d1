from tests.product.conftest import Battered


def test_try(battered: Battered) -> None:
    print(battered.ready())
    for part in ("gateway","rasa","actions"):
        print(part, battered.look_inside(part), battered.look_inside(part, "utter_welcome"))
    with battered.crowd() as crowd:
        crowd.each_is_answered()
        print(crowd)
    for part in ("gateway","rasa","actions"):
        print(part, battered.look_inside(part))
